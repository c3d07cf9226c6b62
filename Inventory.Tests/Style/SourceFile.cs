namespace Inventory.Tests.Style;

/// <summary>A C# file of the repository.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Lines">As they are.</param>
public sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>The lines with their numbers, without the comments.</summary>
    public IEnumerable<(int Number, string Code)> Code => Lines.Select((line, i) => (i + 1, WithoutComment(line))).Where(line => line.Item2.Length > 0);

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public override string ToString() => Path;

    // Good enough here: two slashes within a text are part of an address, after a colon.
    private static string WithoutComment(string line)
    {
        var at = line.IndexOf("//", StringComparison.Ordinal);
        while (at > 0 && line[at - 1] == ':')
            at = line.IndexOf("//", at + 2, StringComparison.Ordinal);
        return (at < 0 ? line : line[..at]).TrimEnd();
    }
}
