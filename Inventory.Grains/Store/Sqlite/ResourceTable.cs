using System.Diagnostics;
using Inventory.Contracts;
using Inventory.Domain;
using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Writes the table <c>resource</c> in the transaction of the event itself, so that its unique indexes judge names and ordinals.
/// </summary>
internal sealed class ResourceTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _create = new(connection,
        """
        INSERT INTO resource (id, version, type, ordinal, created_us, changed_version, name, attributes, keyed_seq)
        VALUES (?1, 1, ?2, ?3, ?4, 1, ?5, ?6, ?7)
        """);

    private readonly Statement _update = new(connection,
        "UPDATE resource SET version = ?2, changed_version = ?2, name = ?3, attributes = ?4 WHERE id = ?1");
    private readonly Statement _delete = new(connection, "UPDATE resource SET version = ?2, deleted_us = ?3 WHERE id = ?1");
    private readonly Statement _version = new(connection, "SELECT version, deleted_us IS NOT NULL FROM resource WHERE id = ?1");

    /// <summary>
    /// Writes what the commit changes in the resource itself, after what the tables still lack of it: a resource's row and its allocations
    /// always are of one version. False when the id, the ordinal or the name is taken.
    /// </summary>
    /// <param name="commit">Of the version that follows.</param>
    /// <param name="seq">The number that its event gets.</param>
    /// <param name="projection">Brings the tables up to the version before.</param>
    public bool TryChange(Commit commit, long seq, Projection projection)
    {
        switch (commit.Change)
        {
            case Change.ResourceCreated created:
                return TryCreate(created.Resource, keyedSeq: commit.Key is null ? null : seq);
            case Change.ResourceUpdated updated:
                projection.Apply(commit.ResourceId, int.MaxValue);
                return TryUpdate(updated.Resource);
            case Change.ResourceDeleted:
                Delete(commit.ResourceId, commit.Version, commit.At);
                return true;
            case Change.Allocated or Change.AllocationUpdated or Change.Confirmed or Change.Released or Change.Expired:
                return true;
            default:
                throw new UnreachableException($"No row for {commit.Change.GetType()}.");
        }
    }

    /// <summary>The version in the table, or <see cref="VersionFence.None"/> or <see cref="VersionFence.Gone"/>.</summary>
    public long Version(Guid id)
    {
        _version.Bind(1, id);
        if (!_version.Step())
            return VersionFence.None;
        var version = _version.Number(1) != 0 ? VersionFence.Gone : _version.Number(0);
        _version.Reset();
        return version;
    }

    public void Dispose()
    {
        _create.Dispose();
        _update.Dispose();
        _delete.Dispose();
        _version.Dispose();
    }

    private bool TryCreate(Resource resource, long? keyedSeq)
    {
        _create.Bind(1, resource.Id);
        _create.Bind(2, resource.Type);
        _create.Bind(3, resource.Ordinal);
        _create.Bind(4, resource.Created.Microseconds);
        _create.Bind(5, resource.Name);
        _create.BindJson(6, resource.Attributes);
        _create.BindOrNull(7, keyedSeq);
        return _create.TryRun();
    }

    private bool TryUpdate(Resource resource)
    {
        _update.Bind(1, resource.Id);
        _update.Bind(2, resource.Version);
        _update.Bind(3, resource.Name);
        _update.BindJson(4, resource.Attributes);
        return _update.TryRun();
    }

    private void Delete(Guid id, long version, Instant at)
    {
        _delete.Bind(1, id);
        _delete.Bind(2, version);
        _delete.Bind(3, at.Microseconds);
        _delete.Run();
    }
}
