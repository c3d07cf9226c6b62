using Inventory.Domain.Requests;

namespace Inventory.Storage.Postgres;

public sealed class PostgresStoreOptions
{
    /// <summary>For Npgsql: <c>Host=…;Port=5432;Database=…;Username=…;Password=…</c>. The user must own the database, or may create a schema in it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The most commits in one transaction, which limits how long the first one waits. 1 to 1,000,000, default 1,024.</summary>
    public int MaxBatch { get; init; } = 1_024;

    /// <summary>The most waiting commits. More are refused as unavailable: a stalled database must not fill the memory. 1 or more, default 100,000.</summary>
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>
    /// Each connection writes one batch at a time; a resource's commits share one. More connections hide round trips and fsyncs, but each costs
    /// a server process. 1 to 16, default 2.
    /// </summary>
    public int WriteConnections { get; init; } = 2;

    /// <summary>Further reads wait. 1 or more, default 16.</summary>
    public int ReadConnections { get; init; } = 16;

    /// <summary>For the small states of grains. 1 or more, default 4.</summary>
    public int StateConnections { get; init; } = 4;

    /// <summary>For one commit or read. A commit that takes longer has an unknown outcome. Above zero, default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for a server that does not answer. Zero or more, default 30 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for commits of other processes while somebody follows the events. Above zero, default 50 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long answers to idempotent requests and expired holds are returned. Above zero, at most 30 days, default one day.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;

    /// <summary>In a silo: itself, asked for when a connection for writing is opened. The database refuses its writes once the other silos have declared it dead.</summary>
    public Func<SiloIdentity>? Member { get; init; }

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
        ArgumentOutOfRangeException.ThrowIfLessThan(StartTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdempotencyRetention, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(IdempotencyRetention, TimeSpan.FromDays(30));
    }
}
