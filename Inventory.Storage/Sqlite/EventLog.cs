using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Appends to the table <c>event</c>, where the row is the commit. One statement per shape of row avoids binding absent columns.</summary>
internal sealed class EventLog : IDisposable
{
    private const int FirstOfAllocation = 11;

    private readonly Statement _allocation;
    private readonly Statement _released;
    private readonly Statement _expired;
    private readonly Statement _resource;

    public EventLog(SqliteConnection connection)
    {
        LastSeq = connection.Number("SELECT ifnull(max(seq), 0) FROM event");
        var values = string.Join(", ", Enumerable.Range(FirstOfAllocation, AllocationColumns.Count).Select(parameter => $"?{parameter}"));
        _allocation = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, at_us, actor, kind, request_key, fingerprint, previous_kept, {AllocationColumns.InEvent})
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, {values})
            """);
        _released = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, allocation)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.Released}', ?5, ?6, ?7)
            """);
        _expired = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, allocation, previous_kept, owner)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.Expired}', ?5, ?6, ?7, ?8, ?9)
            """);
        _resource = new(connection,
            """
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, type, name, attributes, ordinal, request_key, fingerprint)
            VALUES (?1, ?2, ?3, ?4, ?7, ?5, ?6, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
    }

    /// <summary>The last event, committed or in the open transaction.</summary>
    public long LastSeq { get; private set; }

    public ResourceHead Append(Commit commit, ResourceHead head)
    {
        switch (commit.Change)
        {
            case ResourceEvent.Allocated allocated:
                return Run(commit, head, allocated.Allocation);
            case ResourceEvent.AllocationUpdated updated:
                return Run(commit, head, updated.Allocation);
            case ResourceEvent.Confirmed confirmed:
                return Run(commit, head, confirmed.Allocation);
            case ResourceEvent.Released released:
                _released.Bind(7, released.AllocationId);
                return Run(_released, commit, head);
            case ResourceEvent.Expired expired:
                _expired.Bind(7, expired.AllocationId);
                _expired.BindOrNull(8, OrNull(head.KeptSeq));
                _expired.BindOrNull(9, expired.Owner);
                return Kept(Run(_expired, commit, head));
            case ResourceEvent.ResourceCreated created:
                return Run(commit, head, created.Resource);
            case ResourceEvent.ResourceUpdated updated:
                return Run(commit, head, updated.Resource);
            case ResourceEvent.ResourceDeleted:
                return Run(commit, head, (Resource?)null) with { Version = ResourceHead.Gone };
            default:
                throw new UnreachableException($"No event for {commit.Change.GetType()}.");
        }
    }

    public void Dispose()
    {
        _allocation.Dispose();
        _expired.Dispose();
        _released.Dispose();
        _resource.Dispose();
    }

    private ResourceHead Run(Commit commit, ResourceHead head, Allocation allocation)
    {
        _allocation.Bind(7, ResourceEventTypes.Of(commit.Change));
        Bind(_allocation, 8, commit.Key);
        _allocation.BindOrNull(10, commit.Key is null ? null : OrNull(head.KeptSeq));
        AllocationColumns.Bind(_allocation, FirstOfAllocation, allocation, commit.At);
        var next = Run(_allocation, commit, head);
        return commit.Key is null ? next : Kept(next);
    }

    private ResourceHead Run(Commit commit, ResourceHead head, Resource? resource)
    {
        _resource.Bind(7, ResourceEventTypes.Of(commit.Change));
        _resource.Bind(8, resource?.Type);
        _resource.Bind(9, resource?.Name);
        _resource.BindJson(10, resource?.Attributes ?? default);
        _resource.BindOrNull(11, resource?.Ordinal);
        Bind(_resource, 12, commit.Key);
        return Run(_resource, commit, head);
    }

    private ResourceHead Run(Statement statement, Commit commit, ResourceHead head)
    {
        statement.Bind(1, LastSeq + 1);
        statement.Bind(2, commit.ResourceId);
        statement.Bind(3, commit.Version);
        statement.BindOrNull(4, OrNull(head.Seq));
        statement.Bind(5, commit.At.Microseconds);
        statement.Bind(6, commit.Actor);
        statement.Run();
        return new(commit.Version, ++LastSeq, head.KeptSeq);
    }

    private static void Bind(Statement statement, int parameter, IdempotencyKey? key)
    {
        statement.Bind(parameter, key?.Key);
        statement.BindOrNull(parameter + 1, key?.Fingerprint);
    }

    private static ResourceHead Kept(ResourceHead head) => head with { KeptSeq = head.Seq };

    private static long? OrNull(long seq) => seq == 0 ? null : seq;
}
