using System.Diagnostics;

namespace Inventory.Cli.Processes;

/// <summary>Ways to start a program that differ from a plain start.</summary>
internal static class Launch
{
    /// <summary>The user "nobody" and the group "nogroup", by number: their names differ between systems.</summary>
    public const string Nobody = "65534:65534";

    /// <summary>
    /// In a session of its own: Ctrl-C at the terminal does not reach the program, so that a supervisor can stop programs in order.
    /// On a system without <c>setsid</c> the program stays in this session.
    /// </summary>
    public static ProcessStartInfo InOwnSession(string program, IEnumerable<string> arguments) =>
        FindInPath("setsid") is { } setsid ? new(setsid, [program, .. arguments]) : new(program, arguments);

    /// <summary>The program and the arguments that run another program as "nobody".</summary>
    public static (string Program, IEnumerable<string> Arguments) AsNobody(string program, IEnumerable<string> arguments) =>
        ("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments]);

    /// <returns>The file in a directory of the variable PATH, or <c>null</c>.</returns>
    public static string? FindInPath(string program) => PathDirectories().Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    public static IEnumerable<string> PathDirectories() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
