using Inventory.Grains.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Inventory.Silo.Hosting;

/// <summary>
/// What can be reserved, in a file of its own: a setting can change a type of the file, but only another file replaces all of them. The one beside the program is
/// an example.
/// </summary>
internal static class TypesFile
{
    private const string Setting = "Inventory:TypesFile";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The file that the setting names cannot be read.</exception>
    public static void AddTypes(this IConfigurationManager configuration)
    {
        var path = configuration[Setting] is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(AppContext.BaseDirectory, "types.json");
        if (!File.Exists(path))
            throw InvalidOptions.Because($"{Setting} is {path}, but there is no such file.");
        try
        {
            // Before all others, which may change what it says.
            configuration.Sources.Insert(0, new JsonConfigurationSource { Path = Path.GetFileName(path), FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(path)!) });
        }
        catch (InvalidDataException e)
        {
            throw InvalidOptions.Because($"{Setting} is {path}, which cannot be read: {e.InnerException?.Message ?? e.Message}");
        }
    }
}
