using Microsoft.Extensions.Configuration.Json;

namespace Inventory.Silo.Hosting;

internal static class SiloConfiguration
{
    // Docker and Kubernetes put secrets here: a file for each setting, with the name of its variable.
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
