using System.Diagnostics;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Postgres;

internal static class PostgresFiles
{
    /// <summary>Every user of this machine can be the superuser over the loopback address, as everybody can reach the gateways.</summary>
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
