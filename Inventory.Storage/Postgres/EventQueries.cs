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
        WHERE e.seq > greatest($1, (SELECT archived_seq FROM inventory.store)) AND e.seq < (SELECT inventory.horizon()) ORDER BY e.seq LIMIT $2
        """;

    private static readonly string[] History =
    [
        "SELECT version, hash FROM inventory.archived_event WHERE resource = $1",
        $"""
        SELECT {StoredRows.EventColumns} FROM inventory.event e JOIN inventory.resource r ON r.id = e.resource
        WHERE e.resource = $1 AND e.version >= $2 ORDER BY e.version LIMIT $3
        """,
    ];

    private static readonly string Of =
        $"""
        SELECT {StoredRows.EventColumns}
        FROM (
            (SELECT seq FROM inventory.event WHERE owner = $1 AND seq > $3 ORDER BY seq LIMIT $4)
            UNION (SELECT seq FROM inventory.event WHERE actor = $2 AND seq > $3 ORDER BY seq LIMIT $4)
            ORDER BY seq LIMIT $4) own
        JOIN inventory.event e ON e.seq = own.seq JOIN inventory.resource r ON r.id = e.resource ORDER BY e.seq
        """;

    private const string ArchivedOf =
        "SELECT r.id, r.type FROM inventory.archived_user_event u JOIN inventory.resource r ON r.id = u.resource WHERE u.user_id = $1";

    private const string LastSeq =
        """
        SELECT coalesce((SELECT seq FROM inventory.event WHERE seq < (SELECT inventory.horizon()) ORDER BY seq DESC LIMIT 1), 0),
            pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        """;

    /// <summary>Leaves out damaged events: the others are still told, and a gap in the versions shows that something is missing.</summary>
    public static async Task<(long Horizon, List<RecordedEvent> Events)> ReadFeedAsync(this Database database, long afterSeq, int limit, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        while (true)
        {
            var asked = limit - events.Count;
            var (horizon, read, lastSeq) = await database.ReadAllAsync([Horizon, Feed], parameters => parameters.Is(afterSeq).Is((long)asked), ReadFeedAsync, cancellation);
            events.AddRange(read.OfType<EventRow>().Select(row => row.Event));
            if (read.Count < asked || events.Count == limit)
                return (horizon, events);
            afterSeq = lastSeq;
        }
    }

    /// <summary>Checks what it reads, and that nothing is missing in it or before it.</summary>
    /// <exception cref="EventsArchivedException">The first of them are in the archive alone.</exception>
    public static async Task<List<RecordedEvent>> ReadHistoryAsync(this Database database, Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        var first = Math.Max(1, afterVersion);
        var (archived, rows) = await database.ReadAllAsync(History, parameters => parameters.Is(resource).Is(first).Is(1L + limit), ReadHistoryAsync, cancellation);
        if (archived.Version > Math.Max(0, afterVersion))
            throw new EventsArchivedException(resource, archived.Version);
        EventRow.ThrowIfBroken(rows, Math.Max(first, archived.Version + 1), archived);
        return [.. rows.Select(row => row.Event).Where(read => read.Version > afterVersion).Take(limit)];
    }

    public static async Task<List<RecordedEvent>> ReadEventsOfAsync(this Database database, Guid user, long afterSeq, int limit, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(Of, parameters => parameters.Is(user).Is(Caller.ActorOf(user)).Is(afterSeq).Is((long)limit),
            static (rows, cancel) => rows.ToListAsync(StoredRows.CheckedOrThrow, cancel), cancellation);
        return [.. rows.Select(row => row.Event)];
    }

    public static async Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(this Database database, Guid user, CancellationToken cancellation) => await database.ReadAsync(
        ArchivedOf, parameters => parameters.Is(user), static (rows, cancel) => rows.ToListAsync(static row => new ArchivedResource(row.GetGuid(0), row.Text(1)), cancel), cancellation);

    public static Task<long> FindArchivedSeqAsync(this Database database, CancellationToken cancellation) => database.ReadAsync(
        "SELECT archived_seq FROM inventory.store", static _ => { }, static async (rows, cancel) => await rows.ReadAsync(cancel) ? rows.GetInt64(0) : 0, cancellation);

    public static Task<FeedEnd> ReadFeedEndAsync(this Database database, CancellationToken cancellation) =>
        database.ReadAsync(LastSeq, static _ => { }, ReadFeedEndAsync, cancellation);

    private static async Task<(long Horizon, List<EventRow?> Read, long LastSeq)> ReadFeedAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        await rows.ReadAsync(cancellation);
        var horizon = rows.GetInt64(0);
        await rows.NextResultAsync(cancellation);
        var read = await rows.ToListAsync(static row => (Row: row.Checked(), Seq: row.GetInt64(0)), cancellation);
        return (horizon, [.. read.Select(row => row.Row)], read.Count == 0 ? 0 : read[^1].Seq);
    }

    private static async Task<(EventLink Archived, List<EventRow> Rows)> ReadHistoryAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var archived = await rows.ReadAsync(cancellation) ? rows.ArchivedLink(0) : default;
        await rows.NextResultAsync(cancellation);
        return (archived, await rows.ToListAsync(StoredRows.CheckedOrThrow, cancellation));
    }

    private static async Task<FeedEnd> ReadFeedEndAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        await rows.ReadAsync(cancellation);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
    }
}

/// <summary>Transactions below <paramref name="FirstUnderWay"/> have ended and are visible; from <paramref name="FirstToCome"/> on, none has ended.</summary>
internal readonly record struct FeedEnd(long Seq, long FirstUnderWay, long FirstToCome);
