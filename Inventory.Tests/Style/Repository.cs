namespace Inventory.Tests.Style;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["artifacts", "bin", "obj", "data", "node_modules"];

    public static readonly string Root = FindRoot();

    public static readonly SourceFile[] Sources = [.. Files("*.cs").Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path))))];

    /// <summary>The sources that are not these rules themselves, which name what they forbid.</summary>
    public static IEnumerable<SourceFile> Ruled => Sources.Where(file => !file.IsUnder("Inventory.Tests/Style"));

    public static IEnumerable<SourceFile> Product => Sources.Where(file => !file.IsUnder("Inventory.Tests") && !file.IsUnder("Inventory.Benchmarks"));

    /// <summary>Paths from the root, with slashes.</summary>
    public static IEnumerable<string> Files(string pattern) => Walk(new DirectoryInfo(Root), pattern).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) =>
        folder.GetFiles(pattern).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.GetDirectories()
                .Where(inner => inner.Name[0] != '.' && !Ignored.Contains(inner.Name))
                .SelectMany(inner => Walk(inner, pattern)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Inventory.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no Inventory.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
