using System.Diagnostics;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Postgres;

/// <summary>Where PostgreSQL's programs are on this machine: in the PATH, or where Debian puts them.</summary>
public static class PostgresBinaries
{
    private const string DebianDirectory = "/usr/lib/postgresql";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why no server can start here, with the remedy; <c>null</c> where one can.</summary>
    public static string? Missing => Found.Value is null ? "There is no PostgreSQL here: install Debian's package postgresql, or put its programs into the PATH." : null;

    public static string PathOf(string program) => Path.Combine(Found.Value ?? throw new CommandException(CommandException.Unavailable, Missing!), program);

    /// <summary>How to start one of the programs. It runs as "nobody" where this program runs as root, which PostgreSQL refuses.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, bool inOwnSession)
    {
        var path = PathOf(program);
        if (Environment.IsPrivilegedProcess)
            (path, arguments) = Launch.AsNobody(path, arguments);
        var start = inOwnSession ? Launch.InOwnSession(path, arguments) : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        // Messages in English: the start of a server waits for one of them.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    // A program in the PATH may be a link, with the others beside its target.
    private static string? Find() =>
        Launch.PathDirectories().Select(directory => Path.GetDirectoryName(Resolve(Path.Combine(directory, "postgres")))!).Concat(Debian())
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));

    private static string Resolve(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    // The newest version first.
    private static IEnumerable<string> Debian() => Directory.Exists(DebianDirectory)
        ? Directory.GetDirectories(DebianDirectory).OrderByDescending(Version).Select(directory => Path.Combine(directory, "bin"))
        : [];

    private static int Version(string directory) => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0;
}
