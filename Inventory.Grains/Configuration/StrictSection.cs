using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Configuration;

/// <summary>Reads a section of the configuration and refuses unknown settings.</summary>
public static partial class StrictSection
{
    /// <exception cref="StoreOpenException">A setting is unknown or malformed; the message names it.</exception>
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

    // The binder's own message names types of the program.
    [GeneratedRegex(@"ErrorOnUnknownConfiguration.*: ('.*')$")]
    private static partial Regex Unknown();
}
