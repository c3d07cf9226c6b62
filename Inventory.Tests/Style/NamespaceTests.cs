namespace Inventory.Tests.Style;

public sealed class NamespaceTests
{
    [Fact]
    public void A_namespace_follows_the_folders() => Rule.Holds(
        from file in Repository.Sources
        let name = NamespaceOf(file)
        where name is not null && !IsWithin(name.Split('.'), file.Path.Split('/', '.'))
        select $"{file}: {name}",
        "Every part of a namespace is a folder or a part of the project's name, in this order: rename the one or move the other.");

    [Fact]
    public void A_file_has_one_namespace_without_braces() => Rule.Holds(
        from file in Repository.Sources
        where file.Code.Any(line => line.Code.StartsWith("namespace ", StringComparison.Ordinal) && !line.Code.EndsWith(';'))
        select file.Path,
        "Write namespace X; on one line: no file needs two.");

    private static string? NamespaceOf(SourceFile file) =>
        file.Code.Select(line => line.Code).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

    private static bool IsWithin(string[] parts, string[] path)
    {
        var next = 0;
        foreach (var part in path)
            if (next < parts.Length && part == parts[next])
                next++;
        return next == parts.Length;
    }
}
