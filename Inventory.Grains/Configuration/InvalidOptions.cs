using Microsoft.Extensions.Options;

namespace Inventory.Grains.Configuration;

public static class InvalidOptions
{
    /// <param name="reason">A sentence that names the setting and its valid values.</param>
    public static OptionsValidationException Because(string reason) => new("Inventory", typeof(object), [reason]);
}
