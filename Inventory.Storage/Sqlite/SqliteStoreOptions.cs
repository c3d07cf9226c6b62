using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>The defaults are measured.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The directory of <c>inventory.db</c>, for one process, on a local disk: network file systems do not lock reliably.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The most commits in one transaction and fsync, which limits how long the first one waits. 1 or more, default 1,024.</summary>
    public int MaxBatch { get; init; } = 1_024;

    /// <summary>The most waiting commits. More are refused as unavailable: a stalled disk must not fill the memory. 1 or more, default 100,000.</summary>
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>
    /// How many events the tables may be behind the log under load. More makes an event cheaper, because neighbouring rows are written together,
    /// but a start after a crash longer, by about 3 µs per event. 0 or more, default 32,768.
    /// </summary>
    public int MaxBacklog { get; init; } = 32_768;

    /// <summary>The time without events after which the tables catch up and the log goes to the main file. Default 100 ms.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Pages (4 KiB) in the WAL before a checkpoint, for which commits wait. Fewer pages mean more but shorter waits, and a little more writing.
    /// 1 or more, default 1,024 (4 MiB): waits of about 5 ms.
    /// </summary>
    public int CheckpointPages { get; init; } = 1_024;

    /// <summary>
    /// Pages in the WAL before new reads wait for the current ones: reads that always overlap would let the WAL grow without limit.
    /// Not below <see cref="CheckpointPages"/>, default 16,384 (64 MiB).
    /// </summary>
    public int MaxWalPages { get; init; } = 16_384;

    /// <summary>Read-only, each with a cache of up to 8 MiB; further reads wait. 1 or more, default 4.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>Versions in memory, about 70 bytes each; others are read when they change. 1 or more, default 1,000,000.</summary>
    public int MaxKnownVersions { get; init; } = 1_000_000;

    /// <summary>How long answers to idempotent requests and expired holds are returned. Above zero, default one day.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;

    /// <summary>For tests: runs on the writer's thread at every step. An exception counts as a disk fault.</summary>
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

internal enum FailPoint
{
    TransactionBegun = 1,
    EventsAppended = 2,
    TablesProjected = 3,
    Committed = 4,
    CheckpointBegun = 5,
    CheckpointDone = 6,
}
