using System.Globalization;
using System.Text;
using Inventory.Grains.States;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Inventory.Storage.States;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace Inventory.Tests.Storage.Sqlite;

public sealed class SqliteStateTests : StateStoreContract, IDisposable
{
    private static readonly Guid Van = Guid.CreateVersion7();
    private static readonly StateKey Key = new("user", "user", "ann");

    private readonly TemporaryDirectory _directory = new();
    private SqliteStore _open = null!;
    private Action<FailPoint>? _probe;

    protected override async Task<IGrainStorage> OpenAsync()
    {
        _open = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = _directory.Path, CheckpointPages = 4, OnFailPoint = (step, _) => _probe?.Invoke(step) });
        return new GrainStateStorage(_open, new GrainStateSerializer(), TimeProvider.System);
    }

    public override async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("""{"name":"Änne 🚚 \u0000 '; DROP TABLE state; --"}"""), InlineData("1")]
    public async Task The_text_of_a_record_is_kept_as_it_is(string json)
    {
        await WriteAsync(Key, 1, json);
        Assert.Equal((1, json), await ReadAsync(Key));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(long.MaxValue)]
    public async Task A_commit_that_does_not_follow_on_the_last_is_fenced(long version)
    {
        await WriteAsync(Key, 1, "1");
        await WriteAsync(Key, 2, "2");
        Assert.Equal(CommitStatus.VersionConflict, await _open.CommitStateAsync(Commit(Key, version, "3")));
        Assert.Equal((2, "2"), await ReadAsync(Key));
    }

    [Fact]
    public async Task A_commit_that_cannot_be_is_a_fault_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _open.CommitStateAsync(Commit(Key, 0, "1")));
        await Assert.ThrowsAsync<ArgumentException>(() => _open.CommitStateAsync(Commit(Key, 1, "")));
    }

    [Fact]
    public async Task What_was_written_is_there_after_it_was_closed_and_opened()
    {
        await WriteAsync(Key, 1, "1");
        await WriteAsync(Key, 2, null);
        await WriteAsync(Key with { Key = "bob" }, 1, "2");
        await _open.DisposeAsync();
        await InitializeAsync();
        Assert.Equal((2, null), await ReadAsync(Key));
        Assert.Equal((1, "2"), await ReadAsync(Key with { Key = "bob" }));
        Assert.Equal(CommitStatus.VersionConflict, await _open.CommitStateAsync(Commit(Key, 1, "3")));
    }

    [Fact]
    public async Task People_read_records_as_they_are()
    {
        await WriteAsync(Key, 1, """{"name":"Ann"}""");
        await WriteAsync(Key with { Key = "gone" }, 1, null);
        Assert.Equal(["""user user ann 1 2026-03-01T08:00:00.000000Z {"name":"Ann"}"""], _directory.Query(
            "SELECT grain || ' ' || name || ' ' || key || ' ' || version || ' ' || changed || ' ' || json FROM states"));
    }

    [Fact]
    public async Task States_and_commits_that_wait_share_one_transaction()
    {
        var transactions = 0;
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var go = new ManualResetEventSlim();
        _probe = step =>
        {
            if (step == FailPoint.TransactionBegun && Interlocked.Increment(ref transactions) == 1)
            {
                entered.SetResult();
                go.Wait();
            }
        };
        var first = _open.CommitAsync(A.Created(Van));
        await entered.Task;
        Task<CommitStatus>[] rest =
        [
            .. Enumerable.Range(2, 5).Select(version => _open.CommitAsync(A.Allocated(Van, version))),
            .. Enumerable.Range(1, 5).Select(version => _open.CommitStateAsync(Commit(Key, version, $"{version}"))),
            _open.CommitStateAsync(Commit(Key, 2, "stale")),
        ];
        go.Set();
        await first;
        Assert.Equal([.. Enumerable.Repeat(CommitStatus.Committed, 10), CommitStatus.VersionConflict], await Task.WhenAll(rest));
        Assert.Equal(2, transactions);
        Assert.Equal((5, "5"), await ReadAsync(Key));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task After_a_fault_at_any_step_the_file_decides_what_is_true(int step)
    {
        await WriteAsync(Key, 1, "1");
        _probe = now =>
        {
            if (now == (FailPoint)step)
                throw new IOException("The disk is gone.");
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _open.CommitStateAsync(Commit(Key, 2, "2")));
        _probe = null;
        var isThere = step == (int)FailPoint.Committed;
        Assert.Equal(isThere ? (2, "2") : (1, "1"), await ReadAsync(Key));
        Assert.Equal(isThere ? CommitStatus.VersionConflict : CommitStatus.Committed, await _open.CommitStateAsync(Commit(Key, 2, "2")));
    }

    [Fact]
    public async Task A_crash_after_an_answer_loses_nothing()
    {
        for (var version = 1; version <= 50; version++)
        {
            await WriteAsync(Key, version, $"{version}");
            if (version % 10 != 0)
                continue;
            using var copy = _directory.Copy();
            await using var store = await copy.OpenAsync();
            Assert.Equal(version, (await store.LoadStateAsync(Key, default))!.Version);
        }
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        await _open.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _open.LoadStateAsync(Key, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _open.CommitStateAsync(Commit(Key, 1, "1")));
    }

    [Fact]
    public async Task A_file_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it()
    {
        using var old = new TemporaryDirectory();
        MakeFirstVersion(old.Database);
        await using (var store = await old.OpenAsync())
        {
            Assert.Equal(2, Assert.Single((await store.LoadResourceAsync(Van, default))!.Allocations).Version);
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, 3)));
            Assert.Equal(CommitStatus.Committed, await store.CommitStateAsync(Commit(Key, 1, "1")));
        }
        Assert.Equal(["11"], old.Query("PRAGMA user_version"));
        Assert.Equal(["3"], old.Query("SELECT count(*) FROM events"));
        Assert.Equal(["2"], old.Query("SELECT count(*) FROM allocations"));
        Assert.Equal(["1"], old.Query("SELECT count(*) FROM states"));
    }

    private static StateCommit Commit(StateKey key, long version, string? json) =>
        new() { Key = key, Version = version, Json = json is null ? null : Encoding.UTF8.GetBytes(json), At = A.Moment };

    private async Task WriteAsync(StateKey key, long version, string? json) =>
        Assert.Equal(CommitStatus.Committed, await _open.CommitStateAsync(Commit(key, version, json)));

    private async Task<(long Version, string? Json)> ReadAsync(StateKey key)
    {
        var stored = await _open.LoadStateAsync(key, default);
        return (stored!.Version, stored.Json is { } json ? Encoding.UTF8.GetString(json) : null);
    }

    // As that version left it: a car and one allocation, in the tables too.
    private static void MakeFirstVersion(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            {Schema.Migration(1)} PRAGMA user_version = 1;
            INSERT INTO event (seq, resource, version, kind, at_us, type, name, ordinal) VALUES (1, '{Van}', 1, 'resource-created', 0, 'Car', 'Car1', 1);
            INSERT INTO event (seq, resource, version, previous, kind, at_us, allocation, from_us, to_us, allocation_type)
            VALUES (2, '{Van}', 2, 1, 'allocated', 0, '{Guid.NewGuid()}', 0, 1, 'booking');
            INSERT INTO resource (id, version, type, ordinal, created_us, changed_version, name, seq) VALUES ('{Van}', 2, 'Car', 1, 0, 1, 'Car1', 2);
            INSERT INTO allocation (resource, id, from_us, to_us, type, created_us, version) SELECT resource, allocation, from_us, to_us, 'booking', at_us, 2 FROM event WHERE seq = 2;
            UPDATE projection SET seq = 2;
            """);
        command.ExecuteNonQuery();
    }
}
