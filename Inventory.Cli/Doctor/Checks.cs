using System.ComponentModel;
using System.Diagnostics;
using Inventory.Cli.Postgres;
using Inventory.Cli.Processes;
using Inventory.Storage.Sqlite;

namespace Inventory.Cli.Doctor;

internal static class Checks
{
    private const long EnoughMebibytes = 1024;

    public static Finding Sdk() => Say("dotnet", "--version") is { } version
        ? new(FindingState.Ok, ".NET SDK", version)
        : new(FindingState.Missing, ".NET SDK", "not found", "Install the .NET 10 SDK: https://dotnet.microsoft.com/download");

    public static Finding Sqlite() => new(FindingState.Ok, "SQLite", $"{SqliteStore.EngineVersion}, built in");

    // A directory that does not exist will be created in the nearest one above it.
    public static Finding DataDirectory(string directory)
    {
        var place = new DirectoryInfo(directory);
        while (!place.Exists)
            place = place.Parent!;
        if (!IsWritable(place.FullName))
            return new(FindingState.Missing, "data directory", $"{directory} is not writable", "Choose another with --data, or get the right to write there");
        var free = new DriveInfo(place.FullName).AvailableFreeSpace >> 20;
        return free >= EnoughMebibytes
            ? new(FindingState.Ok, "data directory", $"{directory}, {free} MiB free")
            : new(FindingState.Warning, "data directory", $"{directory}, only {free} MiB free", "Make room, or choose another with --data");
    }

    public static Finding Port(int port) => Ports.IsFree(port)
        ? new(FindingState.Ok, $"port {port}", "free")
        : new(FindingState.Warning, $"port {port}", "taken", "Stop the program that listens there, or choose another with --port");

    public static Finding Postgres() => PostgresBinaries.Missing is null && Say(PostgresBinaries.PathOf("postgres"), "--version") is { } version
        ? new(FindingState.Ok, "PostgreSQL", version)
        : new(FindingState.Optional, "PostgreSQL", "not found; ./inventory cluster and some tests need it", "Install the system's package, often postgresql");

    public static Finding Wrk() => Launch.FindInPath("wrk") is { } path
        ? new(FindingState.Ok, "wrk", path)
        : new(FindingState.Optional, "wrk", "not found; only for load tests over HTTP", "Install the system's package wrk");

    private static bool IsWritable(string directory)
    {
        try
        {
            using var file = File.Create(Path.Combine(directory, $".inventory-{Guid.NewGuid()}"), bufferSize: 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <returns>The first line of the output; <c>null</c> if the program fails or does not exist.</returns>
    private static string? Say(string program, string argument)
    {
        try
        {
            // In this program's directory the repository's global.json selects the SDK.
            var start = new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
            using var process = Process.Start(start)!;
            var line = process.StandardOutput.ReadLine();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? line : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
