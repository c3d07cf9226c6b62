namespace Inventory.Tests.Storage.Postgres;

/// <summary>Where PostgreSQL's programs are on this machine.</summary>
internal static class PostgresBinaries
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why no server can be started here; <c>null</c> where one can.</summary>
    public static string? Missing => Found.Value is null ? "There is no PostgreSQL here: install Debian's package postgresql, or put its programs into the PATH." : null;

    public static string PathOf(string program) => Path.Combine(Found.Value ?? throw new InvalidOperationException(Missing), program);

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(folder => folder.Length > 0).Concat(Debian())
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    // The newest version first.
    private static IEnumerable<string> Debian() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
}
