using Inventory.Contracts;
using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>Writes the table <c>resource</c> in the transaction of the event itself, so that its unique indexes judge names and ordinals.</summary>
internal sealed class ResourceTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _create = new(connection,
        """
        INSERT INTO resource (id, version, type, ordinal, created_us, changed_version, name, attributes, seq, keyed_seq)
        VALUES (?1, 1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8)
        """);

    private readonly Statement _update = new(connection, "UPDATE resource SET version = ?2, changed_version = ?2, name = ?3, attributes = ?4, seq = ?5 WHERE id = ?1");
    private readonly Statement _delete = new(connection, "UPDATE resource SET version = ?2, deleted_us = ?3, seq = ?4 WHERE id = ?1");
    private readonly Statement _head = new(connection, "SELECT version, seq, kept_seq, deleted_us IS NOT NULL FROM resource WHERE id = ?1");

    /// <summary>False when the id, the ordinal or the name is taken.</summary>
    public bool TryCreate(Resource resource, long seq, bool isKeyed)
    {
        _create.Bind(1, resource.Id);
        _create.Bind(2, resource.Type);
        _create.Bind(3, resource.Ordinal);
        _create.Bind(4, resource.Created.Microseconds);
        _create.Bind(5, resource.Name);
        _create.BindJson(6, resource.Attributes);
        _create.Bind(7, seq);
        _create.BindOrNull(8, isKeyed ? seq : null);
        return _create.TryRun();
    }

    /// <summary>False when the name is taken.</summary>
    public bool TryUpdate(Resource resource, long seq)
    {
        _update.Bind(1, resource.Id);
        _update.Bind(2, resource.Version);
        _update.Bind(3, resource.Name);
        _update.BindJson(4, resource.Attributes);
        _update.Bind(5, seq);
        return _update.TryRun();
    }

    public void Delete(Guid id, long version, Instant at, long seq)
    {
        _delete.Bind(1, id);
        _delete.Bind(2, version);
        _delete.Bind(3, at.Microseconds);
        _delete.Bind(4, seq);
        _delete.Run();
    }

    /// <summary>As far as the table has the events.</summary>
    public ResourceHead Head(Guid id)
    {
        _head.Bind(1, id);
        if (!_head.Step())
            return ResourceHead.None;
        var head = new ResourceHead(_head.Number(3) != 0 ? ResourceHead.Gone : _head.Number(0), _head.Number(1), _head.Number(2));
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
}
