using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>Makes resources, allocations and events of their rows.</summary>
internal static class StoredRows
{
    /// <summary>Of <c>resource r</c>, for <see cref="Resource"/>.</summary>
    public const string ResourceColumns = "r.id, r.type, r.name, r.attributes, r.created_at, r.ordinal, r.changed_version";

    /// <summary>Of <c>allocation a</c>, for <see cref="Allocation"/>.</summary>
    public const string AllocationColumns = "a.id, a.from_at, a.to_at, a.created_at, a.version, a.type, a.description, a.dump, a.expires_at, a.owner";

    /// <summary>Of <c>event e</c> and <c>resource r</c>, for the other methods.</summary>
    public const string EventColumns =
        """
        e.seq, e.resource, r.type, e.version, e.at, e.actor, e.kind, e.request_key, e.fingerprint,
        e.allocation, e.from_at, e.to_at, coalesce(e.created_at, e.at), e.version, e.allocation_type, e.description, e.dump, e.expires_at, e.owner,
        e.name, e.attributes, e.ordinal, r.created_at
        """;

    private const int FirstOfAllocation = 9;

    public static Resource Resource(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Type = row.Text(1),
        Name = row.Text(2),
        Attributes = row.Json(3),
        Created = row.Instant(4),
        Ordinal = row.GetInt64(5),
        Version = row.GetInt64(6),
    };

    public static Allocation Allocation(this NpgsqlDataReader row, int first = 0) => new()
    {
        Id = row.GetGuid(first),
        Interval = new(row.Instant(first + 1), row.Instant(first + 2)),
        Created = row.Instant(first + 3),
        Version = row.GetInt64(first + 4),
        // A calendar has thousands of allocations of a handful of types: the same text is one string.
        Type = string.Intern(row.Text(first + 5)),
        Description = row.TextOrNull(first + 6),
        Dump = row.Json(first + 7),
        Expires = row.InstantOrFuture(first + 8),
        Owner = row.OwnerOrNull(first),
    };

    public static RecordedEvent Event(this NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetGuid(1), string.Intern(row.Text(2)), row.GetInt64(3), row.Change(), row.EventAt(), row.TextOrNull(5));

    public static Instant EventAt(this NpgsqlDataReader row) => row.Instant(4);

    public static IdempotencyKey? EventKey(this NpgsqlDataReader row) => row.TextOrNull(7) is { } key ? new(key, row.GetInt64(8)) : null;

    /// <summary>What a request with a key has allocated or confirmed, if the event is that.</summary>
    public static IdempotencyRecord? EventAnswer(this NpgsqlDataReader row) => row.EventKey() is not { } key ? null : row.Change() switch
    {
        ResourceEvent.Allocated allocated => new(key, row.EventAt(), allocated.Allocation),
        ResourceEvent.Confirmed confirmed => new(key, row.EventAt(), confirmed.Allocation),
        _ => null,
    };

    public static ResourceEvent Change(this NpgsqlDataReader row) => row.GetString(6) switch
    {
        ResourceEventTypes.Allocated => new ResourceEvent.Allocated(row.Allocation(FirstOfAllocation)),
        ResourceEventTypes.AllocationUpdated => new ResourceEvent.AllocationUpdated(row.Allocation(FirstOfAllocation)),
        ResourceEventTypes.Confirmed => new ResourceEvent.Confirmed(row.Allocation(FirstOfAllocation)),
        ResourceEventTypes.Released => new ResourceEvent.Released(row.GetGuid(FirstOfAllocation)),
        ResourceEventTypes.Expired => new ResourceEvent.Expired(row.GetGuid(FirstOfAllocation), row.OwnerOrNull(FirstOfAllocation)),
        ResourceEventTypes.ResourceCreated => new ResourceEvent.ResourceCreated(row.EventResource()),
        ResourceEventTypes.ResourceUpdated => new ResourceEvent.ResourceUpdated(row.EventResource()),
        ResourceEventTypes.ResourceDeleted => new ResourceEvent.ResourceDeleted(),
        var kind => throw new InvalidDataException($"The database has an event '{kind}' that this version does not know."),
    };

    private static Resource EventResource(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(1),
        Type = row.Text(2),
        Version = row.GetInt64(3),
        Name = row.Text(19),
        Attributes = row.Json(20),
        Ordinal = row.GetInt64(21),
        Created = row.Instant(22),
    };

    private static Guid? OwnerOrNull(this NpgsqlDataReader row, int first) => row.IsDBNull(first + 9) ? null : row.GetGuid(first + 9);

    private static string Text(this NpgsqlDataReader row, int column) => StoredText.OfColumn(row.GetString(column));

    private static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    private static ImmutableArray<byte> Json(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? default : StoredText.JsonOfColumn(row.GetString(column));
}
