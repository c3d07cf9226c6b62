using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>A test of an empty store.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected static readonly Guid Van = Guid.Parse("01960000-0000-7000-8000-000000000001");
    protected static readonly Guid Bus = Guid.Parse("01960000-0000-7000-8000-000000000002");

    protected IStore Store { get; private set; } = null!;

    private protected StoreClock Clock { get; } = new();

    protected abstract Task<IStore> OpenAsync();

    public virtual async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>All of them have to succeed, and are handed in without waiting.</summary>
    protected async Task CommitAsync(params Commit[] commits)
    {
        var answers = await Task.WhenAll(commits.Select(commit => Store.CommitAsync(commit)));
        Assert.All(answers, answer => Assert.Equal(CommitStatus.Committed, answer));
    }

    /// <summary>
    /// The feed when it has so many events. That of PostgreSQL ends before the oldest transaction of its server, which may be of another test: what is committed may
    /// not be in it yet.
    /// </summary>
    protected async Task<IReadOnlyList<RecordedEvent>> FeedAsync(int count)
    {
        IReadOnlyList<RecordedEvent> events = [];
        await Eventually.HoldsAsync(async () => (events = await Store.ReadEventsAsync(0, count + 1, default)).Count >= count, () => $"{events.Count} events instead of {count}.");
        return events;
    }

    protected Task<StoredResource?> LoadAsync(Guid id) => Store.LoadResourceAsync(id, default);
}
