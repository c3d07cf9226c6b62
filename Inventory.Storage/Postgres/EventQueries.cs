using Inventory.Domain.Requests;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>
/// Reads events. The feed is told up to the horizon only: above it, a transaction may still be under way whose events have lower numbers than some that are there.
/// </summary>
internal static class EventQueries
{
    private const string Horizon = "SELECT inventory.horizon()";

    private static readonly string Feed =
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.seq > $1 AND e.seq < (SELECT inventory.horizon()) ORDER BY e.seq LIMIT $2
        """;

    private static readonly string History =
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.resource = $1 AND e.version > $2 ORDER BY e.version LIMIT $3
        """;

    private static readonly string Of =
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE (e.owner = $1 OR e.actor = $2) AND e.seq > $3 ORDER BY e.seq LIMIT $4
        """;

    private const string LastSeq =
        """
        SELECT coalesce((SELECT seq FROM inventory.event WHERE seq < (SELECT inventory.horizon()) ORDER BY seq DESC LIMIT 1), 0),
            pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        """;

    /// <summary>A page of the feed, and the horizon of that moment.</summary>
    public static Task<(long Horizon, List<RecordedEvent> Events)> ReadFeedAsync(this Database database, long afterSeq, int limit, CancellationToken cancellation) =>
        database.ReadAllAsync([Horizon, Feed], parameters => parameters.Is(afterSeq).Is((long)limit), ReadFeedAsync, cancellation);

    public static Task<List<RecordedEvent>> ReadHistoryAsync(this Database database, Guid resource, long afterVersion, int limit, CancellationToken cancellation) =>
        database.ReadAsync(History, parameters => parameters.Is(resource).Is(afterVersion).Is((long)limit), static (rows, cancel) => rows.ToListAsync(StoredRows.Event, cancel), cancellation);

    public static Task<List<RecordedEvent>> ReadEventsOfAsync(this Database database, Guid user, long afterSeq, int limit, CancellationToken cancellation) =>
        database.ReadAsync(Of, parameters => parameters.Is(user).Is(Caller.ActorOf(user)).Is(afterSeq).Is((long)limit),
            static (rows, cancel) => rows.ToListAsync(StoredRows.Event, cancel), cancellation);

    /// <summary>How far the feed goes.</summary>
    public static Task<FeedEnd> ReadFeedEndAsync(this Database database, CancellationToken cancellation) =>
        database.ReadAsync(LastSeq, static _ => { }, ReadFeedEndAsync, cancellation);

    private static async Task<(long, List<RecordedEvent>)> ReadFeedAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        await rows.ReadAsync(cancellation);
        var horizon = rows.GetInt64(0);
        await rows.NextResultAsync(cancellation);
        return (horizon, await rows.ToListAsync(StoredRows.Event, cancellation));
    }

    private static async Task<FeedEnd> ReadFeedEndAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        await rows.ReadAsync(cancellation);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
    }
}

/// <summary>How far the feed goes at a moment.</summary>
/// <param name="Seq">The last event that is told; 0 before the first.</param>
/// <param name="FirstUnderWay">All transactions with lower numbers have ended: what they committed is told.</param>
/// <param name="FirstToCome">No transaction with this or a higher number had ended by then.</param>
internal readonly record struct FeedEnd(long Seq, long FirstUnderWay, long FirstToCome);
