using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Written in the event's own transaction, so that the unique indexes check names and ordinals.</summary>
internal sealed class ResourceTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _create = new(connection,
        """
        INSERT INTO resource (id, version, type, ordinal, created_us, changed_version, name, attributes, seq, keyed_seq, policy, units, parts)
        VALUES (?1, 1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    private readonly Statement _update = new(connection,
        "UPDATE resource SET version = ?2, changed_version = ?2, name = ?3, attributes = ?4, seq = ?5, policy = ?6, units = ?7 WHERE id = ?1");
    private readonly Statement _delete = new(connection, "UPDATE resource SET version = ?2, deleted_us = ?3, seq = ?4, kept_seq = ?5 WHERE id = ?1");
    private readonly Statement _head = new(connection,
        "SELECT r.version, r.seq, r.kept_seq, r.deleted_us IS NOT NULL, e.hash FROM resource r LEFT JOIN event e ON e.seq = r.seq WHERE r.id = ?1");

    /// <summary>Applies missing events first, so that row and allocations match. False when the id, ordinal or name is taken.</summary>
    public bool TryChange(Commit commit, long seq, long keptSeq, Projection projection)
    {
        switch (commit.Change)
        {
            case ResourceEvent.ResourceCreated created:
                return TryCreate(created.Resource, seq, isKeyed: commit.Key is not null);
            case ResourceEvent.ResourceUpdated updated:
                projection.Apply(commit.ResourceId, int.MaxValue);
                return TryUpdate(updated.Resource, seq);
            case ResourceEvent.ResourceDeleted:
                Delete(commit, seq, keptSeq);
                return true;
            case ResourceEvent.Allocated or ResourceEvent.AllocationUpdated or ResourceEvent.Confirmed or ResourceEvent.Released or ResourceEvent.Declined or ResourceEvent.Expired or ResourceEvent.WaitingRemoved or ResourceEvent.MovedAway:
                return true;
            default:
                throw new UnreachableException($"No row for {commit.Change.GetType()}.");
        }
    }

    /// <summary>The table may be behind the log.</summary>
    public ResourceHead Head(Guid id)
    {
        _head.Bind(1, id);
        if (!_head.Step())
            return ResourceHead.None;
        var head = new ResourceHead(_head.Number(3) != 0 ? ResourceHead.Gone : _head.Number(0), _head.Number(1), _head.Number(2), _head.Link(4));
        _head.Reset();
        return head;
    }

    public void Dispose()
    {
        _create.Dispose();
        _update.Dispose();
        _delete.Dispose();
        _head.Dispose();
    }

    private bool TryCreate(Resource resource, long seq, bool isKeyed)
    {
        _create.Bind(1, resource.Id);
        _create.Bind(2, resource.Type);
        _create.Bind(3, resource.Ordinal);
        _create.Bind(4, resource.Created.Microseconds);
        _create.Bind(5, resource.Name);
        _create.BindJson(6, resource.Attributes);
        _create.Bind(7, seq);
        _create.BindOrNull(8, isKeyed ? seq : null);
        _create.BindJson(9, resource.Policy);
        _create.BindOrNull(10, UnitsOf(resource));
        _create.Bind(11, StoredParts.ToColumn(resource.Parts));
        return _create.TryRun();
    }

    private bool TryUpdate(Resource resource, long seq)
    {
        _update.Bind(1, resource.Id);
        _update.Bind(2, resource.Version);
        _update.Bind(3, resource.Name);
        _update.BindJson(4, resource.Attributes);
        _update.Bind(5, seq);
        _update.BindJson(6, resource.Policy);
        _update.BindOrNull(7, UnitsOf(resource));
        return _update.TryRun();
    }

    private static long? UnitsOf(Resource resource) => resource.Units == 0 ? null : resource.Units;

    private void Delete(Commit commit, long seq, long keptSeq)
    {
        _delete.Bind(1, commit.ResourceId);
        _delete.Bind(2, commit.Version);
        _delete.Bind(3, commit.At.Microseconds);
        _delete.Bind(4, seq);
        _delete.Bind(5, keptSeq);
        _delete.Run();
    }
}
