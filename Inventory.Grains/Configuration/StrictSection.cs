using Inventory.Storage;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Configuration;

/// <summary>A section of the configuration in which there is nothing but what is known.</summary>
internal static class StrictSection
{
    /// <returns>New options, with what the section says.</returns>
    /// <exception cref="StoreOpenException">A value is not of its type, or no setting that there is; the message names it.</exception>
    public static T Read<T>(IConfiguration configuration, string section) where T : new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new StoreOpenException($"{section}: {e.Message}");
        }
        return options;
    }
}
