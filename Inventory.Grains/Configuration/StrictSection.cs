using System.Text.RegularExpressions;
using Inventory.Storage;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Configuration;

/// <summary>A section of the configuration in which an unknown setting is refused by name.</summary>
public static partial class StrictSection
{
    /// <returns>New options, with the values of the section.</returns>
    /// <exception cref="StoreOpenException">A value is not of its type, or a setting is unknown; the message names it.</exception>
    public static T Read<T>(IConfiguration configuration, string section) where T : new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new StoreOpenException($"{section}: {(Unknown().Match(e.Message) is { Success: true } unknown ? $"unknown setting {unknown.Groups[1]}." : e.Message)}");
        }
        return options;
    }

    // The binder's own message speaks of the program's types.
    [GeneratedRegex(@"ErrorOnUnknownConfiguration.*: ('.*')$")]
    private static partial Regex Unknown();
}
