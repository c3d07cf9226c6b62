using System.Text.Json;
using Inventory.Storage.Sqlite;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Cli;

/// <summary>The commands on data, on what a gateway leaves.</summary>
public sealed class DataCommandTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private InProcessGateway _gateway = null!;
    private string _car = "";

    private string Data => _gateway.DataDirectory;

    private string Backup => Path.Combine(_directory.Path, "backup.db");

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync();
        _car = await _gateway.Client.Create();
        (await _gateway.Client.Allocate(_car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_backup_of_a_service_that_runs_is_intact_and_is_restored_elsewhere()
    {
        var saved = await InventoryCommand.JsonAsync("backup", Data, "--to", Backup);
        Assert.Equal((2, Backup), (saved.GetProperty("events").GetInt32(), saved.GetProperty("to").GetString()));
        (await _gateway.Client.Allocate(_car, "2036-12-02T10:00:00Z", "2036-12-02T12:00:00Z")).Expect(201);
        Assert.Equal(3, (await InventoryCommand.JsonAsync("verify", Data)).GetProperty("events").GetInt32());

        var other = Path.Combine(_directory.Path, "other");
        var (status, output, error) = await InventoryCommand.RunAsync("restore", Backup, "--to", other);
        Assert.Equal((0, ""), (status, error));
        Assert.StartsWith($"{other} has all of {Backup}. Events: 2, states: ", output, StringComparison.Ordinal);
        await using var restored = await InProcessGateway.StartOnAsync(other);
        Assert.Single((await restored.Client.Get($"{_car}/allocations")).Expect(200).Items);
    }

    [Fact]
    public async Task Verify_names_what_is_damaged_and_leaves_it()
    {
        await InventoryCommand.JsonAsync("backup", Data, "--to", Backup);
        SqliteFile.Query(Backup, "UPDATE event SET from_us = from_us + 1 WHERE kind = 'allocated'");
        SqliteFile.Query(Backup, """
            INSERT INTO state VALUES ('account', 'account', 'short', 1, 0, '{"entries":[{"number":2,"id":"a","kind":"Payment","at":"2026-01-01T00:00:00Z","text":"t","lines":[]}]}'),
                ('order', 'order', 'torn', 1, 0, '{"lines":')
            """);
        var before = await File.ReadAllBytesAsync(Backup);

        var (status, output, _) = await InventoryCommand.RunAsync("verify", Backup);
        Assert.Equal(1, status);
        Assert.Contains($"Resource {_car.Split('/')[^1]} is damaged", output, StringComparison.Ordinal);
        Assert.Contains("State account/short account: Entry 1 is missing.", output, StringComparison.Ordinal);
        Assert.Contains("State order/torn order: It cannot be read", output, StringComparison.Ordinal);
        Assert.Contains($"{Backup} is damaged. Events: 2, resources: 1, ", output, StringComparison.Ordinal);
        var (jsonStatus, json, _) = await InventoryCommand.RunAsync("verify", Backup, "--json");
        Assert.Equal((1, 3), (jsonStatus, JsonElement.Parse(json).GetProperty("faults").GetArrayLength()));
        Assert.Equal(before, await File.ReadAllBytesAsync(Backup));
    }

    [Fact]
    public async Task A_store_that_is_missing_or_there_already_is_refused_with_a_sentence()
    {
        await RefusesAsync("There is no store at", "verify", Path.Combine(_directory.Path, "missing"));
        await RefusesAsync("There is no store at", "backup", Path.Combine(_directory.Path, "missing"), "--to", Backup);
        await RefusesAsync("names no host", "verify", "Database=inventory");
        await RefusesAsync("does not answer", "verify", "Host=127.0.0.1;Port=9;Database=inventory");
        await InventoryCommand.JsonAsync("backup", Data, "--to", Backup);
        await RefusesAsync("does not answer", "restore", Backup, "--to", "Host=127.0.0.1;Port=9;Database=inventory");
        await RefusesAsync("exists already", "backup", Data, "--to", Backup);
        // The service holds its directory.
        await RefusesAsync("in use by another process", "restore", Backup, "--to", Data);
        Assert.Equal((64, true), await InventoryCommand.RunAsync("backup", Data, "--to", _directory.Path) is var (status, _, error) ? (status, error.Contains("is a directory", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public async Task Old_events_move_to_an_archive_that_verify_and_migrate_read()
    {
        var (data, archive) = (Path.Combine(_directory.Path, "old"), Path.Combine(_directory.Path, "archive.db"));
        var van = Guid.CreateVersion7();
        await using (var store = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = data }))
            await Life.LiveAsync(store, van, "van", ordinal: 1);
        var (status, output, error) = await InventoryCommand.RunAsync("archive", data, "--to", archive, "--keep", "31");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains($": {Life.LastVersion}, of which {Life.LastVersion} are new. Dropped from the store: {Life.LastVersion - 1}", output, StringComparison.Ordinal);
        var again = await InventoryCommand.JsonAsync("archive", data, "--to", archive, "--keep", "31");
        Assert.Equal((0, 0, Life.LastVersion), (again.GetProperty("added").GetInt32(), again.GetProperty("dropped").GetInt32(), again.GetProperty("in_archive").GetInt32()));

        Assert.Contains("--archive", (await InventoryCommand.RunAsync("verify", data)).Output, StringComparison.Ordinal);
        Assert.False((await InventoryCommand.JsonAsync("verify", data)).GetProperty("whole").GetBoolean());
        Assert.True((await InventoryCommand.JsonAsync("verify", data, "--archive", archive)).GetProperty("whole").GetBoolean());
        Assert.Equal(Life.LastVersion, (await InventoryCommand.JsonAsync("migrate", "--from", data, "--archive", archive, "--to", Path.Combine(_directory.Path, "whole"))).GetProperty("events").GetInt32());
        Assert.True((await InventoryCommand.JsonAsync("verify", Path.Combine(_directory.Path, "whole"))).GetProperty("whole").GetBoolean());

        // What the gateway has is not old, and it holds its directory.
        Assert.Contains("has no event from before", (await InventoryCommand.RunAsync("archive", Data, "--to", Path.Combine(_directory.Path, "other.db"), "--keep", "400")).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory.Path, "other.db")));
        await RefusesAsync("There is no store at", "verify", data, "--archive", archive + ".missing");
        foreach (var days in (string[])["30", "-1", "many"])
            Assert.Equal(64, (await InventoryCommand.RunAsync("archive", data, "--to", archive, "--keep", days)).Status);
    }

    private static async Task RefusesAsync(string sentence, params string[] arguments)
    {
        var (status, output, error) = await InventoryCommand.RunAsync(arguments);
        Assert.Equal((78, ""), (status, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }
}
