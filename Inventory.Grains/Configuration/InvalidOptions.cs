using Microsoft.Extensions.Options;

namespace Inventory.Grains.Configuration;

/// <summary>Refuses a setting at the start.</summary>
public static class InvalidOptions
{
    /// <param name="reason">A sentence that names the setting and says what it may be.</param>
    public static OptionsValidationException Because(string reason) => new("Inventory", typeof(object), [reason]);
}
