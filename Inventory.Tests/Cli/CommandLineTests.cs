using System.Net;
using System.Net.Sockets;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Cli;

/// <summary>What the command line refuses, with which sentence and exit code.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("cluster --silos x", "--silos is 'x', but must be a number from 1 to 100.")]
    [InlineData("cluster --silos 0", "--silos is '0', but must be a number from 1 to 100.")]
    [InlineData("cluster --silos -1", "--silos is '-1', but must be a number from 1 to 100.")]
    [InlineData("cluster --gateways 101", "--gateways is '101', but must be a number from 1 to 100.")]
    [InlineData("cluster --gateways=1.5", "--gateways is '1.5', but must be a number from 1 to 100.")]
    [InlineData("cluster --port 60001", "--port is '60001', but must be a number from 1 to 60000.")]
    [InlineData("cluster --port 99999999999", "--port is '99999999999', but must be a number from 1 to 60000.")]
    [InlineData("cluster --data", "'--data'")]
    [InlineData("cluster --nodes 3", "'--nodes'")]
    [InlineData("cluster now", "'now'")]
    [InlineData("doctor --port 5001", "'--port'")]
    [InlineData("backup data", "'--to'")]
    [InlineData("restore --to data", "'restore'")]
    [InlineData("migrate --from data", "'--to'")]
    [InlineData("verify data now", "'now'")]
    [InlineData("clutser", "'clutser'")]
    [InlineData("", "Required command was not provided.")]
    public async Task A_wrong_command_line_is_refused_with_a_sentence_that_names_the_word(string line, string sentence)
    {
        var (status, output, error) = await RunAsync(line);
        Assert.Equal((64, ""), (status, output));
        Assert.StartsWith("inventory: ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "cluster", "doctor")]
    [InlineData("cluster --help", "--silos <N>", "[default: 3]", "--gateways <N>", "[default: 2]", "--port <N>", "[default: 5001]", "--data <DIR>", "--postgres <CONNECTION>")]
    public async Task Help_names_commands_options_and_defaults(string line, params string[] texts)
    {
        var (status, output, error) = await RunAsync(line);
        Assert.Equal((0, ""), (status, error));
        Assert.All(texts, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_remedy()
    {
        using var directory = new TemporaryDirectory();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await IsUnavailableAsync($"cluster --gateways 1 --port {port} --data {directory.Path}", $"Port {port} is taken", "--port");
    }

    [Fact]
    public async Task The_directory_of_another_cluster_is_named_with_the_remedy()
    {
        using var directory = new TemporaryDirectory();
        using var other = new FileStream(Path.Combine(directory.Path, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await IsUnavailableAsync($"cluster --port {Ports.Free(2)[0]} --data {directory.Path}", $"{directory.Path} cannot be used", "--data");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named_with_the_remedy()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.Database, "");
        await IsUnavailableAsync($"cluster --port {Ports.Free(2)[0]} --data {directory.Database}", $"{directory.Database} cannot be used", "--data");
    }

    private static async Task IsUnavailableAsync(string line, params string[] texts)
    {
        var (status, _, error) = await RunAsync(line);
        Assert.Equal(69, status);
        Assert.All(texts, text => Assert.Contains(text, error, StringComparison.Ordinal));
    }

    private static Task<(int Status, string Output, string Error)> RunAsync(string line) => InventoryCommand.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
