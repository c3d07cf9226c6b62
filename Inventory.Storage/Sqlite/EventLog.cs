using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Appends to the table <c>event</c>, where the row is the commit. One statement per shape of row avoids binding absent columns.</summary>
internal sealed class EventLog : IDisposable
{
    private const int FirstOfAllocation = 12;

    private readonly Statement _allocation;
    private readonly Statement _released;
    private readonly Statement _declined;
    private readonly Statement _expired;
    private readonly Statement _waitingRemoved;
    private readonly Statement _movedAway;
    private readonly Statement _resource;

    public EventLog(SqliteConnection connection)
    {
        LastSeq = connection.Number("SELECT ifnull(max(seq), 0) FROM event");
        var values = string.Join(", ", Enumerable.Range(FirstOfAllocation, AllocationColumns.Count).Select(parameter => $"?{parameter}"));
        _allocation = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, at_us, actor, hash, kind, request_key, fingerprint, previous_kept, {AllocationColumns.InEvent})
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, {values})
            """);
        _released = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, hash, allocation, request_key, fingerprint, previous_kept)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.Released}', ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        _waitingRemoved = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, hash, allocation)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.WaitingRemoved}', ?5, ?6, ?7, ?8)
            """);
        _movedAway = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, hash, allocation, moved)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.MovedAway}', ?5, ?6, ?7, ?8, ?9)
            """);
        _declined = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, hash, allocation, description)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.Declined}', ?5, ?6, ?7, ?8, ?9)
            """);
        _expired = new(connection,
            $"""
            INSERT INTO event (seq, resource, version, previous, kind, at_us, actor, hash, allocation, previous_kept, owner)
            VALUES (?1, ?2, ?3, ?4, '{ResourceEventTypes.Expired}', ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        _resource = new(connection,
            """
            INSERT INTO event (seq, resource, version, previous, at_us, actor, hash, kind, type, name, attributes, ordinal, request_key, fingerprint, policy, units, parts)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """);
    }

    /// <summary>The last event, committed or in the open transaction.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Chooses the number of the next event.</summary>
    public void SkipTo(long seq)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(seq, LastSeq);
        LastSeq = seq - 1;
    }

    /// <summary>The content is that of <see cref="EventHash.OfContent(Commit)"/>.</summary>
    public ResourceHead Append(Commit commit, UInt128 content, ResourceHead head)
    {
        switch (commit.Change)
        {
            case ResourceEvent.Allocated allocated:
                return Run(commit, content, head, allocated.Allocation);
            case ResourceEvent.AllocationUpdated updated:
                return Run(commit, content, head, updated.Allocation);
            case ResourceEvent.Confirmed confirmed:
                return Run(commit, content, head, confirmed.Allocation);
            case ResourceEvent.Released released:
                _released.Bind(8, released.AllocationId);
                Bind(_released, 9, commit.Key);
                _released.BindOrNull(11, commit.Key is null ? null : OrNull(head.KeptSeq));
                return Run(_released, commit, content, head, isKept: commit.Key is not null);
            case ResourceEvent.WaitingRemoved removed:
                _waitingRemoved.Bind(8, removed.AllocationId);
                return Run(_waitingRemoved, commit, content, head, isKept: false);
            case ResourceEvent.MovedAway moved:
                _movedAway.Bind(8, moved.AllocationId);
                _movedAway.Bind(9, moved.To);
                return Run(_movedAway, commit, content, head, isKept: false);
            case ResourceEvent.Declined declined:
                _declined.Bind(8, declined.AllocationId);
                _declined.Bind(9, declined.Reason);
                return Run(_declined, commit, content, head, isKept: false);
            case ResourceEvent.Expired expired:
                _expired.Bind(8, expired.AllocationId);
                _expired.BindOrNull(9, OrNull(head.KeptSeq));
                _expired.BindOrNull(10, expired.Owner);
                return Run(_expired, commit, content, head, isKept: true);
            case ResourceEvent.ResourceCreated created:
                return Run(commit, content, head, created.Resource);
            case ResourceEvent.ResourceUpdated updated:
                return Run(commit, content, head, updated.Resource);
            case ResourceEvent.ResourceDeleted:
                return Run(commit, content, head, (Resource?)null) with { Version = ResourceHead.Gone };
            default:
                throw new UnreachableException($"No event for {commit.Change.GetType()}.");
        }
    }

    public void Dispose()
    {
        _allocation.Dispose();
        _declined.Dispose();
        _expired.Dispose();
        _released.Dispose();
        _waitingRemoved.Dispose();
        _movedAway.Dispose();
        _resource.Dispose();
    }

    private ResourceHead Run(Commit commit, UInt128 content, ResourceHead head, Allocation allocation)
    {
        var isKept = commit.Key is not null;
        _allocation.Bind(8, ResourceEventTypes.Of(commit.Change));
        Bind(_allocation, 9, commit.Key);
        _allocation.BindOrNull(11, isKept ? OrNull(head.KeptSeq) : null);
        AllocationColumns.Bind(_allocation, FirstOfAllocation, allocation, commit.At);
        return Run(_allocation, commit, content, head, isKept);
    }

    private ResourceHead Run(Commit commit, UInt128 content, ResourceHead head, Resource? resource)
    {
        _resource.Bind(8, ResourceEventTypes.Of(commit.Change));
        _resource.Bind(9, resource?.Type);
        _resource.Bind(10, resource?.Name);
        _resource.BindJson(11, resource?.Attributes ?? default);
        _resource.BindOrNull(12, resource?.Ordinal);
        Bind(_resource, 13, commit.Key);
        _resource.BindJson(15, resource?.Policy ?? default);
        _resource.BindOrNull(16, resource is { Units: > 0 } ? resource.Units : null);
        _resource.Bind(17, StoredParts.ToColumn(resource?.Parts ?? []));
        return Run(_resource, commit, content, head, isKept: false);
    }

    // Binds what all rows have.
    private ResourceHead Run(Statement statement, Commit commit, UInt128 content, ResourceHead head, bool isKept)
    {
        var seq = LastSeq + 1;
        var hash = new EventHash(head.Link, RowHash.Of(head.Link, content, seq, head.Seq, isKept ? head.KeptSeq : 0), commit.StateDigest);
        statement.Bind(1, seq);
        statement.Bind(2, commit.ResourceId);
        statement.Bind(3, commit.Version);
        statement.BindOrNull(4, OrNull(head.Seq));
        statement.Bind(5, commit.At.Microseconds);
        statement.Bind(6, commit.Actor);
        statement.Bind(7, hash);
        statement.Run();
        LastSeq = seq;
        return new(commit.Version, seq, isKept ? seq : head.KeptSeq, hash.Link);
    }

    private static void Bind(Statement statement, int parameter, IdempotencyKey? key)
    {
        statement.Bind(parameter, key?.Key);
        statement.BindOrNull(parameter + 1, key?.Fingerprint);
    }

    private static long? OrNull(long seq) => seq == 0 ? null : seq;
}
