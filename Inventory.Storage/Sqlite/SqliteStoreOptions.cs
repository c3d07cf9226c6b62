using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>How the SQLite store works. Only <see cref="DataDirectory"/> has to be chosen; the rest is measured.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>
    /// Where <c>inventory.db</c> is or will be. One process at a time; on a local disk, since network file systems do not lock reliably.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// The most commits that share one transaction and one fsync. Bounds how long the first of them waits. 1 or more, default 1,024.
    /// </summary>
    public int MaxBatch { get; init; } = 1_024;

    /// <summary>
    /// The most commits that may wait for the disk. Those beyond it are answered at once that the store is unavailable, so that a stalled
    /// disk does not eat the memory. 1 or more, default 100,000.
    /// </summary>
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>
    /// How many events the tables may be behind the log while commits arrive. More makes an event cheaper, for those of one resource are
    /// next to each other in the tables and go there together; and makes the start after a crash longer, by 3 µs or so an event. 0 or more,
    /// default 32,768.
    /// </summary>
    public int MaxBacklog { get; init; } = 32_768;

    /// <summary>
    /// How long no event must have come until the tables catch up with the log and the log goes to the main file. Default 100 ms.
    /// </summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The pages (of 4 KiB) written to the WAL after which a checkpoint brings them to the main file. Commits wait meanwhile: fewer pages
    /// make more, shorter waits and a little more writing. 1 or more, default 1,024 (4 MiB): waits of 5 ms or so.
    /// </summary>
    public int CheckpointPages { get; init; } = 1_024;

    /// <summary>
    /// The length of the WAL, in pages, from which on new reads wait until those under way have ended: reads that overlap without a gap
    /// would let it grow for ever. Not below <see cref="CheckpointPages"/>, default 16,384 (64 MiB).
    /// </summary>
    public int MaxWalPages { get; init; } = 16_384;

    /// <summary>The read-only connections, each with a cache of 8 MiB at most; more reads at once wait. 1 or more, default 4.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>
    /// The resources whose version is kept in memory, 70 bytes or so each; others are read when they change. 1 or more, default 1,000,000.
    /// </summary>
    public int MaxKnownVersions { get; init; } = 1_000_000;

    /// <summary>For how long keys of requests are told with what they have made, and holds that ended. Above zero, default a day.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;

    /// <summary>
    /// For tests: called by the writer, on its thread and with its connection, at every step. What it throws counts as a fault of the disk.
    /// </summary>
    internal Action<FailPoint, SqliteConnection>? OnFailPoint { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(DataDirectory);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBacklog, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointPages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWalPages, CheckpointPages);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxKnownVersions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdempotencyRetention, TimeSpan.Zero);
    }
}

/// <summary>Where in its work the writer is: the moments at which tests let the process crash or the disk fail.</summary>
internal enum FailPoint
{
    TransactionBegun = 1,
    EventsAppended = 2,
    TablesProjected = 3,
    Committed = 4,
    CheckpointBegun = 5,
    CheckpointDone = 6,
}
