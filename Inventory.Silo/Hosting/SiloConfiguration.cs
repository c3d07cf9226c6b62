using Microsoft.Extensions.Configuration.Json;

namespace Inventory.Silo.Hosting;

/// <summary>Where the settings come from: the file beside the program, then what overrides it.</summary>
internal static class SiloConfiguration
{
    /// <summary>Where Docker and Kubernetes put secrets: a file for each setting, named as its variable would be.</summary>
    private const string Secrets = "/run/secrets";

    public static void AddSiloSettings(this IConfigurationManager configuration)
    {
        // A gateway's settings may lie in the same folder.
        foreach (var settings in configuration.Sources.OfType<JsonConfigurationSource>().ToList())
            configuration.Sources.Remove(settings);
        var file = new JsonConfigurationSource { Path = "silosettings.json", Optional = false };
        configuration.Sources.Insert(0, file);
        configuration.AddKeyPerFile(Secrets, optional: true);
    }
}
