using System.Diagnostics;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Postgres;

/// <summary>The files of a server, before its first start.</summary>
internal static class PostgresFiles
{
    /// <param name="directory">Where they are created; it may exist and be empty.</param>
    /// <param name="user">The name of the superuser. Everybody on this machine can be it, over the loopback address, as everybody can reach the gateways.</param>
    /// <param name="isDurable">Whether they have to survive a crash of the machine.</param>
    /// <exception cref="CommandException">PostgreSQL's initdb failed.</exception>
    public static async Task CreateAsync(string directory, string user, bool isDurable)
    {
        Directory.CreateDirectory(directory);
        if (Environment.IsPrivilegedProcess)
            await RunAsync(directory, new ProcessStartInfo("chown", [Launch.Nobody, directory]));
        string[] arguments = ["-D", directory, "-U", user, "-E", "UTF8", "--no-locale", "--auth=trust"];
        await RunAsync(directory, PostgresBinaries.Start("initdb", isDurable ? arguments : [.. arguments, "--no-sync"], inOwnSession: isDurable));
    }

    private static async Task RunAsync(string directory, ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        var hint = Environment.IsPrivilegedProcess ? " PostgreSQL runs as \"nobody\", who needs access to the directories above it." : "";
        if (process.ExitCode != 0)
            throw new CommandException(CommandException.Unavailable, $"PostgreSQL's data cannot be created in {directory}.{hint}\n{(await error).TrimEnd()}");
    }
}
