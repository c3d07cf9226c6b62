using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Reads the events of one resource and checks each: its own hash, that it follows on the one before, and that none is missing.</summary>
internal sealed class EventChain(SqliteConnection connection) : IDisposable
{
    private readonly Statement _one = new(connection,
        $"SELECT {EventRows.Columns} FROM event e CROSS JOIN resource r ON r.id = e.resource WHERE e.seq = ?1");

    public static ResourceDamagedException Damaged(Statement row) =>
        new(row.IdOrEmpty(1), null, $"its event {row.Number(0)} does not match its hash.");

    private readonly Statement _archived = new(connection, "SELECT version, hash FROM archived_event WHERE resource = ?1");

    private readonly Statement _archivedSeq = new(connection, "SELECT seq FROM archive");

    /// <summary>Events up to this number are in an archive, and perhaps no longer here.</summary>
    public long ArchivedSeq => _archivedSeq.ReadNumber();

    /// <summary>The last event of a resource that is in the archive alone.</summary>
    public EventLink Archived(Guid resource)
    {
        _archived.Bind(1, resource);
        if (!_archived.Step())
            return default;
        var last = new EventLink(_archived.Number(0), _archived.Link(1));
        _archived.Reset();
        return last;
    }

    /// <summary>From one event back to a version, or to the first that is here, oldest first. Nothing if the event is before that.</summary>
    /// <exception cref="ResourceDamagedException">An event is damaged or missing.</exception>
    public List<EventRow> WalkBack(Guid resource, long seq, long version, long downTo, EventLink archived, CancellationToken cancellation)
    {
        downTo = Math.Max(downTo, archived.Version + 1);
        var rows = new List<EventRow>();
        for (; version >= downTo; version--)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(Read(resource, seq, version));
            seq = rows[^1].Previous;
        }
        rows.Reverse();
        EventRow.ThrowIfBroken(rows, downTo, archived);
        return rows;
    }

    /// <summary>Checks the newest events, and that the resource's row names them.</summary>
    /// <returns>The last event.</returns>
    /// <exception cref="ResourceDamagedException">Something does not check.</exception>
    public EventRow CheckNewest(Guid resource, ResourceHead head, CancellationToken cancellation)
    {
        var rows = WalkBack(resource, head.Seq, head.Version, head.Version - EventRow.NewestChecked + 1, Archived(resource), cancellation);
        if (rows.Count == 0)
            throw new ResourceDamagedException(resource, head.Version, "it has no events.");
        var oldest = rows[0].Event;
        // Rows that were deleted by older versions name an earlier one.
        var isKeptFound = rows[^1].Event.Change is ResourceEvent.ResourceDeleted || (rows.FindLast(row => row.IsKept) is { } kept ? head.KeptSeq == kept.Event.Seq
            : oldest.Version == 1 ? head.KeptSeq == 0 : head.KeptSeq < oldest.Seq);
        return isKeptFound ? rows[^1] : throw new ResourceDamagedException(resource, head.Version, "its row does not name the last idempotent request.");
    }

    /// <exception cref="ResourceDamagedException">There is no such event, or it is damaged.</exception>
    public EventRow Read(Guid resource, long seq, long? version = null)
    {
        _one.Bind(1, seq);
        try
        {
            if (!_one.Step())
                throw new ResourceDamagedException(resource, version, $"its event {seq} is missing.");
            var row = _one.Checked();
            return row is not null && row.Event.ResourceId == resource && row.Event.Version == (version ?? row.Event.Version)
                ? row : throw new ResourceDamagedException(resource, version, $"its event {seq} does not match its hash.");
        }
        finally
        {
            _one.Reset();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        _archived.Dispose();
        _archivedSeq.Dispose();
    }
}
