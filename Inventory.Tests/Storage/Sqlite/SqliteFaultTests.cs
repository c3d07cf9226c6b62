using System.Text;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>The disk fails and works again. No restart is needed, and no answer is wrong meanwhile.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly Guid Van = Guid.CreateVersion7();

    private readonly TemporaryDirectory _directory = new();
    private readonly LogLines _log = new();
    private Action<FailPoint, SqliteConnection>? _fault;

    public static TheoryData<int> TransactionSteps => [.. new[] { 1, 2, 3, 4 }];

    [Fact]
    public async Task A_full_disk_fails_commits_and_room_lets_them_go_on()
    {
        await using var store = await OpenAsync();
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Created(Van)));
        _fault = FullDisk;
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Large(2)));
        Assert.Equal(["Error"], _log.Levels);
        Assert.Equal(1, (await store.LoadResourceAsync(Van, default))!.Version);
        _fault = null;
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Large(2)));
        Assert.Equal(2, (await store.LoadResourceAsync(Van, default))!.Version);
        Assert.Equal(["Error", "Information"], _log.Levels);
    }

    [Theory, MemberData(nameof(TransactionSteps))]
    public async Task After_a_fault_at_any_step_the_file_decides_what_is_true(int step)
    {
        await using var store = await OpenAsync();
        Commit[] before = [A.Created(Van), A.Allocated(Van, 2), A.Allocated(Van, 3)];
        foreach (var commit in before)
            await store.CommitAsync(commit);
        _fault = (now, _) => Throw(now == (FailPoint)step);
        var unknown = A.Allocated(Van, 4);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(unknown));
        _fault = null;
        var isThere = step == (int)FailPoint.Committed;
        var model = new StoreModel(isThere ? [.. before, unknown] : before);
        Assert.Equal(A.Text(model.Load(Van)), A.Text(await store.LoadResourceAsync(Van, default)));
        Assert.Equal(isThere ? CommitStatus.VersionConflict : CommitStatus.Committed, await store.CommitAsync(unknown with { Chain = new CommitChain() }));
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, 5)));
        Assert.Equal([1, 2, 3, 4, 5], (await store.ReadEventsAsync(0, 9, default)).Select(e => e.Version));
        Assert.Equal([1, 2, 3, 4, 5], (await store.ReadHistoryAsync(Van, 0, 9, default)).Select(e => e.Version));
        Assert.Equal(5, store.LastSeq);
    }

    [Fact]
    public async Task A_fault_fails_all_commits_of_its_batch_and_none_after_it()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(A.Created(Van));
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var go = new ManualResetEventSlim();
        var calls = 0;
        _fault = (step, _) =>
        {
            if (step != FailPoint.TransactionBegun || Interlocked.Increment(ref calls) != 1)
            {
                Throw(step == FailPoint.EventsAppended && calls == 2);
                return;
            }
            entered.SetResult();
            go.Wait();
        };
        var first = store.CommitAsync(A.Allocated(Van, 2));
        await entered.Task;
        var batch = Enumerable.Range(3, 10).Select(version => store.CommitAsync(A.Allocated(Van, version))).ToList();
        go.Set();
        Assert.Equal(CommitStatus.Committed, await first);
        foreach (var commit in batch)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, 3)));
    }

    [Fact]
    public async Task A_checkpoint_that_fails_fails_no_commit()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(A.Created(Van));
        _fault = (step, _) => Throw(step == FailPoint.CheckpointBegun);
        for (var version = 2; version < 100; version++)
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, version)));
        _fault = null;
        Assert.Equal(["Error"], _log.Levels);
        Assert.Equal(98, (await store.LoadResourceAsync(Van, default))!.Allocations.Count);
    }

    [Fact]
    public async Task After_a_fault_the_check_tries_a_write_itself()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(A.Created(Van));
        await store.CheckAsync(default);
        _fault = (step, _) => Throw(step == FailPoint.TablesProjected);
        await store.CheckAsync(default);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(A.Allocated(Van, 2)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(default));
        _fault = null;
        await store.CheckAsync(default);
        Assert.Equal(["Error", "Information"], _log.Levels);
    }

    [Fact]
    public async Task Reads_of_what_is_in_the_tables_go_on_while_nothing_can_be_written()
    {
        await using (var store = await OpenAsync())
            await store.CommitAsync(A.Created(Van));
        await using var again = await OpenAsync();
        _fault = (_, _) => Throw(true);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => again.CommitAsync(A.Allocated(Van, 2)));
        Assert.NotNull(await again.LoadResourceAsync(Van, default));
        Assert.Single((await again.LoadRegistryAsync("Car", default)).Resources);
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        var store = await OpenAsync();
        await store.CommitAsync(A.Created(Van));
        var waiting = store.WaitForEventsAsync(1, default);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(A.Allocated(Van, 2)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadResourceAsync(Van, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadRegistryAsync("Car", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadEventsAsync(0, 1, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadHistoryAsync(Van, 0, 1, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WaitForEventsAsync(1, default));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task More_commits_than_may_wait_are_turned_away()
    {
        await using var store = await OpenAsync(maxWaiting: 3);
        await store.CommitAsync(A.Created(Van));
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var go = new ManualResetEventSlim();
        _fault = (step, _) =>
        {
            if (step == FailPoint.TransactionBegun && entered.TrySetResult())
                go.Wait();
        };
        List<Task<CommitStatus>> answers = [store.CommitAsync(A.Allocated(Van, 2))];
        await entered.Task;
        for (var version = 3; version < 6; version++)
            answers.Add(store.CommitAsync(A.Allocated(Van, version)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(A.Allocated(Van, 6)));
        go.Set();
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(CommitStatus.Committed, answer));
    }

    public void Dispose() => _directory.Dispose();

    private Task<SqliteStore> OpenAsync(int maxWaiting = 1_000) => SqliteStore.OpenAsync(
        new()
        {
            DataDirectory = _directory.Path,
            CheckpointPages = 4,
            MaxWaiting = maxWaiting,
            OnFailPoint = (step, connection) => _fault?.Invoke(step, connection),
        },
        new ManualClock(), _log);

    private static void FullDisk(FailPoint step, SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 1";
        command.ExecuteNonQuery();
    }

    private static void Throw(bool really)
    {
        if (really)
            throw new IOException("The disk is gone.");
    }

    private static Commit Large(long version) =>
        A.Allocated(Van, A.Allocation(version) with { Dump = [.. Encoding.UTF8.GetBytes("{\"x\":\"" + new string('x', 16_000) + "\"}")] });

    private sealed class LogLines : ILogger
    {
        public List<string> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Add(logLevel.ToString());
    }
}
