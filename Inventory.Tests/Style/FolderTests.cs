using System.Xml.Linq;

namespace Inventory.Tests.Style;

/// <summary>The folders of a project depend on each other in one direction.</summary>
/// <remarks>
/// A folder's dependencies are the <c>using</c> lines of its files, and those of its project: a namespace follows the folders, and the compiler refuses an unused line.
/// </remarks>
public sealed class FolderTests
{
    [Theory]
    [InlineData("Domain"), InlineData("Storage"), InlineData("Grains"), InlineData("Gateway"), InlineData("Silo"), InlineData("Cli")]
    public void Folders_have_no_cycle(string project)
    {
        var graph = Dependencies($"Inventory.{project}");
        foreach (var folder in graph.Keys)
            if (FindCycle(graph, folder, [folder]) is { } cycle)
                Assert.Fail($"Inventory.{project}: {string.Join(" → ", cycle)}\nMove what both need into a lower folder, or let the upper one pass it in.");
    }

    private static Dictionary<string, HashSet<string>> Dependencies(string project) => Repository.Sources
        .Where(file => file.IsUnder(project) && file.Path.Split('/').Length > 2)
        .GroupBy(file => file.Path.Split('/')[1])
        .ToDictionary(folder => folder.Key, folder => folder.SelectMany(file => Uses(file, project)).Concat(UsedByAll(project)).Where(used => used != folder.Key).ToHashSet());

    private static IEnumerable<string> UsedByAll(string project) =>
        from used in XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj")).Descendants("Using")
        let name = used.Attribute("Include")!.Value
        where name.StartsWith($"{project}.", StringComparison.Ordinal)
        select name[$"{project}.".Length..].Split('.')[0];

    private static IEnumerable<string> Uses(SourceFile file, string project) =>
        from line in file.Lines
        where line.StartsWith($"using {project}.", StringComparison.Ordinal)
        select line[$"using {project}.".Length..].TrimEnd(';').Split('.')[0];

    private static List<string>? FindCycle(Dictionary<string, HashSet<string>> graph, string start, List<string> path)
    {
        foreach (var next in graph.GetValueOrDefault(path[^1], []))
        {
            if (next == start)
                return [.. path, start];
            if (!path.Contains(next) && FindCycle(graph, start, [.. path, next]) is { } cycle)
                return cycle;
        }
        return null;
    }
}
