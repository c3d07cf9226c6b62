using System.Diagnostics;
using Inventory.Contracts;
using Inventory.Domain;
using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Appends to the table <c>event</c>: the row is the commit. A statement for each shape of row, so that nothing is bound that is not there.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private readonly Statement _allocated;
    private readonly Statement _allocation;
    private readonly Statement _released;
    private readonly Statement _expired;
    private readonly Statement _resource;

    public EventLog(SqliteConnection connection)
    {
        LastSeq = connection.Number("SELECT ifnull(max(seq), 0) FROM event");
        _allocated = new(connection,
            """
            INSERT INTO event (seq, resource, version, kind, at_us, actor, allocation, from_us, to_us, allocation_type, description, dump)
            VALUES (?1, ?2, ?3, 'allocated', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        _allocation = new(connection,
            """
            INSERT INTO event (seq, resource, version, kind, at_us, actor, allocation, from_us, to_us, allocation_type, description, dump,
                               expires_us, created_us, request_key, fingerprint)
            VALUES (?1, ?2, ?3, ?12, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?13, ?14, ?15, ?16)
            """);
        _released = new(connection,
            """
            INSERT INTO event (seq, resource, version, kind, at_us, actor, allocation)
            VALUES (?1, ?2, ?3, 'released', ?4, ?5, ?6)
            """);
        _expired = new(connection,
            """
            INSERT INTO event (seq, resource, version, kind, at_us, actor, allocation)
            VALUES (?1, ?2, ?3, 'expired', ?4, ?5, ?6)
            """);
        _resource = new(connection,
            """
            INSERT INTO event (seq, resource, version, kind, at_us, actor, type, name, attributes, ordinal, request_key, fingerprint)
            VALUES (?1, ?2, ?3, ?6, ?4, ?5, ?7, ?8, ?9, ?10, ?11, ?12)
            """);
    }

    /// <summary>The number of the last event, committed or in the open transaction.</summary>
    public long LastSeq { get; private set; }

    /// <returns>The event's number.</returns>
    public long Append(Commit commit)
    {
        switch (commit.Change)
        {
            case Change.Allocated { Allocation.IsHold: false } firm when commit.Key is null:
                Run(_allocated, commit, firm.Allocation);
                break;
            case Change.Allocated { Allocation: var allocated }:
                Run(commit, "allocated", allocated, created: null);
                break;
            case Change.AllocationUpdated { Allocation: var updated }:
                Run(commit, "allocation-updated", updated, updated.Created);
                break;
            case Change.Confirmed { Allocation: var confirmed }:
                Run(commit, "confirmed", confirmed, confirmed.Created);
                break;
            case Change.Released released:
                _released.Bind(6, released.AllocationId);
                Run(_released, commit);
                break;
            case Change.Expired expired:
                _expired.Bind(6, expired.AllocationId);
                Run(_expired, commit);
                break;
            case Change.ResourceCreated created:
                Run(commit, "resource-created", created.Resource);
                break;
            case Change.ResourceUpdated updated:
                Run(commit, "resource-updated", updated.Resource);
                break;
            case Change.ResourceDeleted:
                Run(commit, "resource-deleted", null);
                break;
            default:
                throw new UnreachableException($"No event for {commit.Change.GetType()}.");
        }
        return LastSeq;
    }

    public void Dispose()
    {
        _allocated.Dispose();
        _allocation.Dispose();
        _expired.Dispose();
        _released.Dispose();
        _resource.Dispose();
    }

    // For what is not just a firm allocation: of those there are most.
    private void Run(Commit commit, string kind, Allocation allocation, Instant? created)
    {
        _allocation.Bind(12, kind);
        _allocation.BindFinite(13, allocation.Expires);
        _allocation.BindOrNull(14, created?.Microseconds);
        Bind(_allocation, 15, commit.Key);
        Run(_allocation, commit, allocation);
    }

    private void Run(Statement statement, Commit commit, Allocation allocation)
    {
        statement.Bind(6, allocation.Id);
        statement.BindFinite(7, allocation.Interval.From);
        statement.BindFinite(8, allocation.Interval.To);
        statement.Bind(9, allocation.Type);
        statement.Bind(10, allocation.Description);
        statement.BindJson(11, allocation.Dump);
        Run(statement, commit);
    }

    private void Run(Commit commit, string kind, Resource? resource)
    {
        _resource.Bind(6, kind);
        _resource.Bind(7, resource?.Type);
        _resource.Bind(8, resource?.Name);
        _resource.BindJson(9, resource?.Attributes ?? default);
        _resource.BindOrNull(10, resource?.Ordinal);
        Bind(_resource, 11, commit.Key);
        Run(_resource, commit);
    }

    private static void Bind(Statement statement, int parameter, RequestKey? key)
    {
        statement.Bind(parameter, key?.Key);
        statement.BindOrNull(parameter + 1, key?.Fingerprint);
    }

    private void Run(Statement statement, Commit commit)
    {
        statement.Bind(1, LastSeq + 1);
        statement.Bind(2, commit.ResourceId);
        statement.Bind(3, commit.Version);
        statement.Bind(4, commit.At.Microseconds);
        statement.Bind(5, commit.Actor);
        statement.Run();
        LastSeq++;
    }
}
