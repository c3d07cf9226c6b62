using Inventory.Configuration;

namespace Inventory.Gateway.Hosting;

/// <summary>Reads the limits, before anything else needs them.</summary>
public static class LimitsHost
{
    /// <exception cref="InvalidConfigurationException">One is no number, beyond its range, or not a limit that there is; the message names it.</exception>
    public static LimitsOptions Read(IConfiguration configuration)
    {
        var options = new LimitsOptions();
        try
        {
            configuration.GetSection(LimitsOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidConfigurationException($"{LimitsOptions.Section}: {e.Message}");
        }
        var validation = new LimitsOptionsValidator().Validate(null, options);
        return validation.Succeeded ? options : throw new InvalidConfigurationException(string.Join(' ', validation.Failures!));
    }
}
