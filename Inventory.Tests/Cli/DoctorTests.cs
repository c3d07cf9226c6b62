using System.Net;
using System.Net.Sockets;
using Inventory.Cli;
using Inventory.Cli.Doctor;
using Inventory.Tests.Storage.Sqlite;
using Spectre.Console;

namespace Inventory.Tests.Cli;

public sealed class DoctorTests
{
    private const int Columns = 80;

    [Fact]
    public void The_table_has_a_row_for_each_finding_and_fits_80_columns()
    {
        using var output = new StringWriter();
        DoctorCommand.Run(
            [
                new(FindingState.Ok, "SQLite", "3.53.4"),
                new(FindingState.Warning, "port 5001", "taken", "Stop the program that listens there, or choose another with --port"),
                new(FindingState.Optional, "data directory", "/a/[long]/path/" + new string('x', 200), "Make room"),
            ],
            Plain(output));
        var lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= Columns, line));
        foreach (var words in (string[][])[["ok", "SQLite", "3.53.4"], ["warning", "port 5001", "taken"], ["optional", "data directory", "/a/[long]/path/"]])
            Assert.Contains(lines, line => words.All(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.Contains("--port", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_service_cannot_run_without_gives_an_exit_code()
    {
        using var output = new StringWriter();
        var refusal = Assert.Throws<CommandException>(() => DoctorCommand.Run([new(FindingState.Missing, ".NET SDK", "not found", "Install it")], Plain(output)));
        Assert.Equal(69, refusal.ExitCode);
        Assert.Contains("missing", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_is_free_or_taken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal(FindingState.Warning, Checks.Port(port).State);
        listener.Stop();
        Assert.Equal(FindingState.Ok, Checks.Port(port).State);
    }

    [Fact]
    public void A_data_directory_that_does_not_exist_is_judged_by_the_one_above_it()
    {
        using var directory = new TemporaryDirectory();
        var finding = Checks.DataDirectory(Path.Combine(directory.Path, "not", "yet"));
        Assert.NotEqual(FindingState.Missing, finding.State);
        Assert.Contains("MiB free", finding.Fact, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Nobody_can_write_where_the_system_keeps_its_state() =>
        Assert.Equal(FindingState.Missing, Checks.DataDirectory("/proc/sys").State);

    private static IAnsiConsole Plain(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
}
