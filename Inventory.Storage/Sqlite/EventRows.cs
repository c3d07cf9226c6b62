using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Storage.Sqlite;

/// <summary>Makes an event of its row, beside the row of its resource.</summary>
internal static class EventRows
{
    /// <summary>What the other methods read, from <c>event e</c> and <c>resource r</c>.</summary>
    public const string Columns =
        """
        e.seq, e.resource, r.type, e.version, e.at_us, e.actor, e.kind, e.request_key, e.fingerprint,
        e.allocation, e.from_us, e.to_us, e.allocation_type, e.description, e.dump, e.expires_us, ifnull(e.created_us, e.at_us),
        e.name, e.attributes, e.ordinal, r.created_us, e.previous, e.previous_kept, e.owner
        """;

    public static RecordedEvent Event(this Statement row) =>
        new(row.Number(0), row.Id(1), row.Text(2), row.Version(), row.Change(), row.At(), row.TextOrNull(5));

    public static long Version(this Statement row) => row.Number(3);

    /// <summary>The event of the resource before this one; 0 when there is none.</summary>
    public static long Previous(this Statement row) => row.Number(21);

    /// <summary>The event before this one that is told when the resource is loaded; 0 when there is none.</summary>
    public static long PreviousKept(this Statement row) => row.Number(22);

    public static Instant At(this Statement row) => new(row.Number(4));

    public static IdempotencyKey? Key(this Statement row) => row.TextOrNull(7) is { } key ? new(key, row.Number(8)) : null;

    public static ResourceEvent Change(this Statement row) => Encoding.UTF8.GetString(row.Utf8(6)) switch
    {
        ResourceEventTypes.Allocated => new ResourceEvent.Allocated(row.Allocation()),
        ResourceEventTypes.AllocationUpdated => new ResourceEvent.AllocationUpdated(row.Allocation()),
        ResourceEventTypes.Confirmed => new ResourceEvent.Confirmed(row.Allocation()),
        ResourceEventTypes.Released => new ResourceEvent.Released(row.Id(9)),
        ResourceEventTypes.Expired => new ResourceEvent.Expired(row.Id(9), row.IdOrNull(23)),
        ResourceEventTypes.ResourceCreated => new ResourceEvent.ResourceCreated(row.Resource()),
        ResourceEventTypes.ResourceUpdated => new ResourceEvent.ResourceUpdated(row.Resource()),
        ResourceEventTypes.ResourceDeleted => new ResourceEvent.ResourceDeleted(),
        var kind => throw new InvalidDataException($"The log has an event '{kind}' that this version does not know."),
    };

    private static Allocation Allocation(this Statement row) => new()
    {
        Id = row.Id(9),
        Interval = new(row.FiniteOr(10, Instant.MinusInfinity), row.FiniteOr(11, Instant.PlusInfinity)),
        Type = row.Text(12),
        Description = row.TextOrNull(13),
        Dump = row.Json(14),
        Expires = row.FiniteOr(15, Instant.PlusInfinity),
        Created = new(row.Number(16)),
        Version = row.Version(),
        Owner = row.IdOrNull(23),
    };

    private static Resource Resource(this Statement row) => new()
    {
        Id = row.Id(1),
        Type = row.Text(2),
        Version = row.Version(),
        Name = row.Text(17),
        Attributes = row.Json(18),
        Ordinal = row.Number(19),
        Created = new(row.Number(20)),
    };
}
