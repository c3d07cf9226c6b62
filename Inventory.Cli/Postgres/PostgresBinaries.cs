using System.Diagnostics;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Postgres;

public static class PostgresBinaries
{
    private const string DebianDirectory = "/usr/lib/postgresql";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why no server can start here, with the remedy; <c>null</c> if one can.</summary>
    public static string? Missing => Found.Value is null ? "There is no PostgreSQL here: install Debian's package postgresql, or put its programs into the PATH." : null;

    public static string PathOf(string program) => Path.Combine(Found.Value ?? throw new CommandException(CommandException.Unavailable, Missing!), program);

    /// <summary>PostgreSQL refuses to run as root: it then runs as "nobody".</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, bool inOwnSession)
    {
        var path = PathOf(program);
        if (Environment.IsPrivilegedProcess)
            (path, arguments) = Launch.AsNobody(path, arguments);
        var start = inOwnSession ? Launch.InOwnSession(path, arguments) : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        // In English: the start of a server waits for one of its messages.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    // A program in the PATH may be a link; the other programs are beside its target.
    private static string? Find() =>
        Launch.PathDirectories().Select(directory => Path.GetDirectoryName(Resolve(Path.Combine(directory, "postgres")))!).Concat(Debian())
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));

    private static string Resolve(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    private static IEnumerable<string> Debian() => Directory.Exists(DebianDirectory)
        ? Directory.GetDirectories(DebianDirectory).OrderByDescending(Version).Select(directory => Path.Combine(directory, "bin"))
        : [];

    private static int Version(string directory) => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0;
}
