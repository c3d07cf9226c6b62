using Inventory.Domain.Requests;

namespace Inventory.Storage.Postgres;

/// <summary>How the PostgreSQL store works. Only <see cref="ConnectionString"/> has to be given.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>
    /// Where the database is, in Npgsql's words: <c>Host=…;Port=5432;Database=…;Username=…;Password=…</c>. The user has to own the database, or may at least
    /// create a schema in it.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The most commits that share one transaction. Bounds how long the first of them waits. 1 to 1,000,000, default 1,024.</summary>
    public int MaxBatch { get; init; } = 1_024;

    /// <summary>
    /// The most commits that may wait for the database. Those beyond it are answered at once that the store is unavailable, so that a stalled database does not
    /// eat the memory. 1 or more, default 100,000.
    /// </summary>
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>
    /// The connections that write, each a batch at a time; the commits of one resource all go over the same. More hide the time of a round trip and of an fsync,
    /// and cost the server a process each. 1 to 16, default 2.
    /// </summary>
    public int WriteConnections { get; init; } = 2;

    /// <summary>The most connections that read; more reads at once wait. 1 or more, default 16.</summary>
    public int ReadConnections { get; init; } = 16;

    /// <summary>The most connections that read and write the small states of grains. 1 or more, default 4.</summary>
    public int StateConnections { get; init; } = 4;

    /// <summary>
    /// How long a commit or a read may take. A commit that takes longer has an unknown outcome. Above zero, default 10 s.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for a server that does not answer yet. Zero or more, default 30 s.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often to look for what other processes have committed, while somebody follows the events: they are heard of so much later. Above zero, default 50 ms.
    /// </summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>For how long keys of requests are told with what they have made, and holds that ended. Above zero, 30 days at most, default a day.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatch, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WriteConnections, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WriteConnections, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StateConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StartPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LookEvery, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdempotencyRetention, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(IdempotencyRetention, TimeSpan.FromDays(30));
    }
}
