using System.Globalization;
using System.Text.RegularExpressions;

namespace Inventory.Storage;

/// <summary>The <c>.sql</c> files of this project. A numbered file is applied once, in the order of the numbers.</summary>
internal static partial class SqlScripts
{
    /// <summary>By number, which is the version of the schema that the script makes. A version without a script only adds columns.</summary>
    public static IReadOnlyDictionary<int, string> Numbered(string folder) => typeof(SqlScripts).Assembly.GetManifestResourceNames()
        .Where(path => NumberedName().IsMatch(path) && Path.GetDirectoryName(path) == folder)
        .ToDictionary(path => int.Parse(Path.GetFileName(path).AsSpan(0, 3), CultureInfo.InvariantCulture), Read);

    public static string Read(string path)
    {
        using var reader = new StreamReader(typeof(SqlScripts).Assembly.GetManifestResourceStream(path) ?? throw new ArgumentException($"There is no {path}.", nameof(path)));
        return reader.ReadToEnd();
    }

    /// <summary>Replaces names in braces.</summary>
    public static string With(this string script, params ReadOnlySpan<(string Name, string Text)> values)
    {
        foreach (var (name, text) in values)
            script = script.Replace($"{{{name}}}", text, StringComparison.Ordinal);
        return script;
    }

    [GeneratedRegex(@"/\d{3}-[^/]+\.sql$")]
    private static partial Regex NumberedName();
}
