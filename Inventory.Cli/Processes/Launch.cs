using System.Diagnostics;

namespace Inventory.Cli.Processes;

internal static class Launch
{
    /// <summary>The numbers of "nobody" and "nogroup": the names differ between systems.</summary>
    public const string Nobody = "65534:65534";

    /// <summary>Ctrl-C at the terminal does not reach the program, so that a supervisor can stop programs in order; needs <c>setsid</c>.</summary>
    public static ProcessStartInfo InOwnSession(string program, IEnumerable<string> arguments) =>
        FindInPath("setsid") is { } setsid ? new(setsid, [program, .. arguments]) : new(program, arguments);

    public static (string Program, IEnumerable<string> Arguments) AsNobody(string program, IEnumerable<string> arguments) =>
        ("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments]);

    /// <returns>The path, or <c>null</c>.</returns>
    public static string? FindInPath(string program) => PathDirectories().Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    public static IEnumerable<string> PathDirectories() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
