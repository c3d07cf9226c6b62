using Inventory.Domain.Requests;
using Inventory.Domain.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>Keys that are kept for another time than a day.</summary>
public sealed class SqliteIdempotencyRetentionTests : IDisposable
{
    private static readonly Guid Van = Guid.CreateVersion7();
    private static readonly IdempotencyKey Any = new(PoolRequestKey.Of("x"), 1);
    private static readonly IdempotencyKey Own = new("own", 2);

    private readonly TemporaryDirectory _directory = new();
    private readonly StoreClock _clock = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(86_400 - 1)]
    [InlineData(86_400 + 1)]
    [InlineData(5 * 86_400)]
    [InlineData(30 * 86_400)]
    public async Task A_key_is_told_until_its_life_is_over_and_then_never(int seconds)
    {
        var life = TimeSpan.FromSeconds(seconds);
        await using var store = await OpenAsync(life);
        await CommitAsync(store, A.Created(Van) with { Key = Own }, A.Allocated(Van, 2) with { Key = Any }, A.Allocated(Van, 3) with { Key = Own });
        foreach (var isKept in new[] { true, false })
        {
            _clock.Now = A.Moment.After(isKept ? life - TimeSpan.FromMicroseconds(1) : life);
            Assert.Equal(isKept, await store.FindPoolRequestAsync("Car", Any.Key, default) is not null);
            Assert.Equal(isKept ? 2 : 0, (await store.LoadResourceAsync(Van, default))!.Answers.Count);
            Assert.Equal(isKept ? 1 : 0, (await store.LoadRegistryAsync("Car", default)).Creations.Count);
        }
    }

    [Theory]
    [InlineData(1), InlineData(5)]
    public async Task What_is_older_is_cleared_away_and_nothing_before(int days)
    {
        await using var store = await OpenAsync(TimeSpan.FromDays(days));
        await CommitAsync(store, A.Created(Van), A.Allocated(Van, 2) with { Key = Any });
        for (var day = 1; day <= days + 1; day++)
        {
            _clock.Now = A.Moment.After(TimeSpan.FromDays(day));
            await CommitAsync(store, A.Allocated(Van, day + 2).Stamped(_clock.Now, new(PoolRequestKey.Of($"day {day}"), 1)));
            Assert.Equal([$"{Math.Min(day, days) + 1}"], _directory.Query("SELECT count(*) FROM pool_request"));
        }
    }

    private Task<SqliteStore> OpenAsync(TimeSpan life)
    {
        _clock.Now = A.Moment;
        return SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = _directory.Path, IdempotencyRetention = life }, _clock);
    }

    private static async Task CommitAsync(SqliteStore store, params Commit[] commits)
    {
        foreach (var commit in commits)
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(commit));
    }
}
