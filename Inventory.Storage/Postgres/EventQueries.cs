using Inventory.Domain.Requests;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>The feed ends at the horizon: above it, an open transaction may still add events with lower numbers than existing ones.</summary>
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
        SELECT {StoredRows.EventColumns}
        FROM (
            (SELECT seq FROM inventory.event WHERE owner = $1 AND seq > $3 ORDER BY seq LIMIT $4)
            UNION (SELECT seq FROM inventory.event WHERE actor = $2 AND seq > $3 ORDER BY seq LIMIT $4)
            ORDER BY seq LIMIT $4) own
        JOIN inventory.event e ON e.seq = own.seq JOIN inventory.resource r ON r.id = e.resource ORDER BY e.seq
        """;

    private const string LastSeq =
        """
        SELECT coalesce((SELECT seq FROM inventory.event WHERE seq < (SELECT inventory.horizon()) ORDER BY seq DESC LIMIT 1), 0),
            pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        """;

    public static Task<(long Horizon, List<RecordedEvent> Events)> ReadFeedAsync(this Database database, long afterSeq, int limit, CancellationToken cancellation) =>
        database.ReadAllAsync([Horizon, Feed], parameters => parameters.Is(afterSeq).Is((long)limit), ReadFeedAsync, cancellation);

    public static Task<List<RecordedEvent>> ReadHistoryAsync(this Database database, Guid resource, long afterVersion, int limit, CancellationToken cancellation) =>
        database.ReadAsync(History, parameters => parameters.Is(resource).Is(afterVersion).Is((long)limit), static (rows, cancel) => rows.ToListAsync(StoredRows.Event, cancel), cancellation);

    public static Task<List<RecordedEvent>> ReadEventsOfAsync(this Database database, Guid user, long afterSeq, int limit, CancellationToken cancellation) =>
        database.ReadAsync(Of, parameters => parameters.Is(user).Is(Caller.ActorOf(user)).Is(afterSeq).Is((long)limit),
            static (rows, cancel) => rows.ToListAsync(StoredRows.Event, cancel), cancellation);

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

/// <summary>
/// <summary>Transactions below <paramref name="FirstUnderWay"/> have ended and are visible; from <paramref name="FirstToCome"/> on, none has ended.</summary>
/// no transaction from <paramref name="FirstToCome"/> on has ended.
/// </summary>
internal readonly record struct FeedEnd(long Seq, long FirstUnderWay, long FirstToCome);
