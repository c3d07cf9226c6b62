using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

internal sealed class ProjectionSteps(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection,
        $"""
        INSERT OR REPLACE INTO allocation (resource, version, {AllocationColumns.InAllocation})
        SELECT resource, version, {AllocationColumns.Copied} FROM event WHERE seq = ?1
        """);

    private readonly Statement _delete = new(connection,
        "DELETE FROM allocation WHERE resource = ?2 AND id = (SELECT allocation FROM event WHERE seq = ?1)");

    private readonly Statement _deleteSome = new(connection,
        "DELETE FROM allocation WHERE resource = ?1 AND id IN (SELECT id FROM allocation WHERE resource = ?1 LIMIT ?2)");

    private readonly Statement _hasAny = new(connection, "SELECT EXISTS (SELECT 1 FROM allocation WHERE resource = ?1)");

    private readonly Statement _setHead = new(connection,
        "UPDATE resource SET version = ?2, seq = ?3, kept_seq = ifnull(?4, kept_seq) WHERE id = ?1");

    /// <summary><c>null</c> for changes that are written in the event's own transaction.</summary>
    public static TableStep? Of(ResourceEvent change) =>
        change is ResourceEvent.ResourceCreated or ResourceEvent.ResourceUpdated ? null : Of(ResourceEventTypes.Of(change));

    public static TableStep Of(string kind) => kind switch
    {
        ResourceEventTypes.Allocated or ResourceEventTypes.Confirmed => TableStep.Put,
        _ when ResourceEventTypes.ChangeOf(kind) is not null => TableStep.Put,
        ResourceEventTypes.Released or ResourceEventTypes.Declined or ResourceEventTypes.Expired or ResourceEventTypes.WaitingRemoved or ResourceEventTypes.MovedAway => TableStep.Delete,
        ResourceEventTypes.ResourceDeleted => TableStep.DeleteAll,
        _ => throw new InvalidDataException($"The log has an event '{kind}' that the tables cannot follow."),
    };

    /// <summary>False when only a part is done and the rest is left for the next call.</summary>
    public bool Run(Guid resource, BacklogEvent next, int budget)
    {
        switch (next.Step)
        {
            case TableStep.Put:
                _put.Bind(1, next.Seq);
                _put.Run();
                return true;
            case TableStep.Delete:
                _delete.Bind(1, next.Seq);
                _delete.Bind(2, resource);
                _delete.Run();
                return true;
            case TableStep.DeleteAll:
                _deleteSome.Bind(1, resource);
                _deleteSome.Bind(2, budget);
                _deleteSome.Run();
                return !HasAny(resource);
        }
        throw new UnreachableException();
    }

    public void SetHead(Guid resource, long version, long seq, long? keptSeq)
    {
        _setHead.Bind(1, resource);
        _setHead.Bind(2, version);
        _setHead.Bind(3, seq);
        _setHead.BindOrNull(4, keptSeq);
        _setHead.Run();
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
        _deleteSome.Dispose();
        _hasAny.Dispose();
        _setHead.Dispose();
    }

    private bool HasAny(Guid resource)
    {
        _hasAny.Bind(1, resource);
        return _hasAny.ReadNumber() != 0;
    }
}
