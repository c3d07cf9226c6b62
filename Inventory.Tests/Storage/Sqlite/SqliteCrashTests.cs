using System.Collections.Concurrent;
using System.Globalization;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>
/// The process ends at any step: what was answered is there, and what is there is what was committed up to some point, whole.
/// </summary>
public sealed class SqliteCrashTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];

    public static TheoryData<int> Steps => [.. Enum.GetValues<FailPoint>().Select(step => (int)step)];

    [Theory, MemberData(nameof(Steps))]
    public async Task Nothing_is_lost_or_torn_by_a_crash_at(int step)
    {
        using var directory = new TemporaryDirectory();
        using var crashes = new Crashes(directory, (FailPoint)step);
        var accepted = await RunAsync(directory, crashes);
        Assert.NotEmpty(crashes.Copies);
        foreach (var (copy, answered) in crashes.Copies)
            await IsWholeAsync(copy, accepted, answered);
    }

    [Theory]
    [InlineData(1), InlineData(24), InlineData(100), InlineData(4_096), InlineData(4_120), InlineData(9_000)]
    public async Task A_torn_end_of_the_wal_takes_only_what_was_not_answered(int lost)
    {
        using var directory = new TemporaryDirectory();
        using var crashes = new Crashes(directory, FailPoint.Committed);
        var accepted = await RunAsync(directory, crashes);
        foreach (var (copy, _) in crashes.Copies)
        {
            var wal = await File.ReadAllBytesAsync(copy.Wal);
            // The WAL is written over from its begin: what is behind its end is older. Half of it torn off, and half of it never written.
            var kept = Math.Max(wal.Length - lost, 0);
            await File.WriteAllBytesAsync(copy.Wal, lost % 2 == 0 ? wal[..kept] : [.. wal[..kept], .. new byte[wal.Length - kept]]);
            await IsWholeAsync(copy, accepted, answered: 0);
        }
    }

    // Five resources with renames and deletions, a few commits at a time, limits so small that all steps come often.
    private static async Task<List<Commit>> RunAsync(TemporaryDirectory directory, Crashes crashes)
    {
        var model = new StoreModel();
        var options = new SqliteStoreOptions
        {
            DataDirectory = directory.Path,
            MaxBacklog = 12,
            CheckpointPages = 9,
            MaxWalPages = 40,
            OnFailPoint = crashes.Probe,
        };
        await using var store = await SqliteFile.OpenAsync(options);
        var random = new Random(crashes.Seed);
        for (var round = 0; round < TestSettings.Trials(40); round++)
        {
            var answers = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Next(random, model))
                .Where(commit => model.Commit(commit) == CommitStatus.Committed)
                .Select(commit => crashes.Watch(store.CommitAsync(commit))).ToList();
            await Task.WhenAll(answers);
        }
        return [.. model.Commits];
    }

    private static Commit Next(Random random, StoreModel model)
    {
        var index = random.Next(Ids.Length);
        var (id, version) = (Ids[index], model.Version(Ids[index]) + 1);
        var last = model.Load(id)?.Allocations is [var first, ..] ? first : null;
        var key = random.Next(3) == 0 ? new IdempotencyKey(random.Next(2) == 0 ? PoolRequestKey.Of("k") : "k", random.NextInt64()) : null;
        return version == 1 ? A.Created(id, $"car {index}", ordinal: index + 1) with { Key = key }
            : last is not null && random.Next(3) == 0 ? Next(random, id, last with { Version = version })
            : random.Next(25) == 0 ? A.Renamed(id, version, $"car {index} {version}", ordinal: index + 1)
            : random.Next(100) == 0 ? A.Deleted(id, version)
            : A.Allocated(id, random.Next(3) == 0 ? A.Hold(version) : A.Allocation(version)) with { Key = key };
    }

    private static Commit Next(Random random, Guid id, Allocation of) => random.Next(6) switch
    {
        0 => A.Expired(id, of.Version, of.Id),
        1 => A.Confirmed(id, of with { Expires = Instant.PlusInfinity }),
        2 => A.Updated(id, of with { Interval = A.Hour(of.Version) }),
        _ => A.Released(id, of.Version, of.Id),
    };

    private static async Task IsWholeAsync(TemporaryDirectory copy, List<Commit> accepted, int answered)
    {
        await using (var store = await SqliteFile.OpenAsync(copy))
        {
            var count = int.Parse(copy.Query("SELECT ifnull(max(seq), 0) FROM event")[0]!, CultureInfo.InvariantCulture);
            Assert.InRange(count, answered, accepted.Count);
            var model = new StoreModel(accepted.Take(count));
            foreach (var id in Ids)
            {
                Assert.Equal(A.Text(model.Load(id, A.Moment)), A.Text(await store.LoadResourceAsync(id, default)));
                Assert.Equal(A.Text(model.History(id, 0, 9_999)), A.Text(await store.ReadHistoryAsync(id, 0, 9_999, default)));
            }
            Assert.Equal(A.Text(model.Events(0, 9_999)), A.Text(await store.ReadEventsAsync(0, 9_999, default)));
            Assert.Equal(count, store.LastSeq);
            Assert.Equal(A.Text(model.FindAnswer("Car", PoolRequestKey.Of("k"), A.Moment)), A.Text(await store.FindPoolRequestAsync("Car", PoolRequestKey.Of("k"), default)));
            Assert.Equal(A.Text(model.LoadRegister("Car", A.Moment)), A.Text(await store.LoadRegistryAsync("Car", default)));
            if (count < accepted.Count)
                Assert.Equal(CommitStatus.Committed, await store.CommitAsync(accepted[count]));
        }
        Assert.Equal(["ok"], copy.Query("PRAGMA integrity_check"));
        var left = copy.Query("SELECT count(*) FROM allocation a JOIN resource r ON r.id = a.resource WHERE r.deleted_us IS NOT NULL");
        Assert.Equal(["0"], left);
    }

    /// <summary>Copies the files at a step, up to a number of times, with the count of commits that were answered by then.</summary>
    private sealed class Crashes(TemporaryDirectory directory, FailPoint step) : IDisposable
    {
        private readonly ConcurrentQueue<Task<CommitStatus>> _answers = new();
        private int _calls;

        public int Seed { get; } = Random.Shared.Next();

        public List<(TemporaryDirectory Copy, int Answered)> Copies { get; } = [];

        public Task<CommitStatus> Watch(Task<CommitStatus> answer)
        {
            _answers.Enqueue(answer);
            return answer;
        }

        public void Probe(FailPoint now, SqliteConnection connection)
        {
            if (now == step && _calls++ % 3 == 0 && Copies.Count < 20)
                Copies.Add((directory.Copy(), _answers.Count(answer => answer.IsCompletedSuccessfully)));
        }

        public void Dispose() => Copies.ForEach(copy => copy.Copy.Dispose());
    }
}
