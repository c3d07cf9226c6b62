using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Storage.Sqlite;

internal static class EventRows
{
    /// <summary>Of <c>event e</c> and <c>resource r</c>, for the other methods.</summary>
    public static readonly string Columns =
        $"""
        e.seq, e.resource, r.type, e.version, e.at_us, e.actor, e.kind, e.request_key, e.fingerprint,
        e.previous, e.previous_kept, e.name, e.attributes, e.ordinal, r.created_us, e.hash, e.type, e.policy, e.units, e.parts, {AllocationColumns.ReadFromEvent}
        """;

    private const int FirstOfAllocation = 20;

    /// <summary>Checks the row against its hash.</summary>
    /// <returns><c>null</c> if the row is damaged.</returns>
    public static EventRow? Checked(this Statement row)
    {
        try
        {
            var read = new RecordedEvent(row.Number(0), row.Id(1), row.Text(2), row.Version(), row.Change(), row.At(), row.TextOrNull(5));
            var key = row.Key();
            // Rows of older versions have none.
            EventHash? hash = row.IsNull(15) ? null : EventHash.Read(row.Utf8(15)) ?? throw new InvalidDataException("A hash in the database is damaged.");
            var isOfType = row.IsNull(16) || row.Utf8(16).SequenceEqual(row.Utf8(2));
            return isOfType && (hash is null || row.IsIntact(read, key, hash.Value)) ? new(read, key, hash) { Previous = row.Previous(), PreviousKept = row.PreviousKept() } : null;
        }
        catch (Exception e) when (EventRow.IsUnreadable(e))
        {
            return null;
        }
    }

    private static long Version(this Statement row) => row.Number(3);

    private static long Previous(this Statement row) => row.Number(9);

    private static long PreviousKept(this Statement row) => row.Number(10);

    private static bool IsIntact(this Statement row, RecordedEvent read, IdempotencyKey? key, EventHash hash) =>
        RowHash.Of(hash.Before, EventHash.OfContent(read, key, hash.State), read.Seq, row.Previous(), row.PreviousKept()) == hash.Own;

    private static Instant At(this Statement row) => new(row.Number(4));

    private static IdempotencyKey? Key(this Statement row) => row.TextOrNull(7) is { } key ? new(key, row.Number(8)) : null;

    private static ResourceEvent Change(this Statement row) => Encoding.UTF8.GetString(row.Utf8(6)) switch
    {
        ResourceEventTypes.Allocated => new ResourceEvent.Allocated(row.Allocation()),
        ResourceEventTypes.Confirmed => new ResourceEvent.Confirmed(row.Allocation()),
        ResourceEventTypes.Released => new ResourceEvent.Released(row.Id(FirstOfAllocation)),
        ResourceEventTypes.Declined => new ResourceEvent.Declined(row.Id(FirstOfAllocation), AllocationColumns.DescriptionOrNull(row, FirstOfAllocation)),
        ResourceEventTypes.Expired => new ResourceEvent.Expired(row.Id(FirstOfAllocation), AllocationColumns.OwnerOrNull(row, FirstOfAllocation)),
        ResourceEventTypes.WaitingRemoved => new ResourceEvent.WaitingRemoved(row.Id(FirstOfAllocation)),
        ResourceEventTypes.MovedAway => new ResourceEvent.MovedAway(row.Id(FirstOfAllocation), AllocationColumns.Moved(row, FirstOfAllocation)),
        ResourceEventTypes.ResourceCreated => new ResourceEvent.ResourceCreated(row.Resource()),
        ResourceEventTypes.ResourceUpdated => new ResourceEvent.ResourceUpdated(row.Resource()),
        ResourceEventTypes.ResourceDeleted => new ResourceEvent.ResourceDeleted(),
        var kind when ResourceEventTypes.ChangeOf(kind) is { } change => new ResourceEvent.AllocationUpdated(row.Allocation(), change),
        var kind => throw new InvalidDataException($"The log has an event '{kind}' that this version does not know."),
    };

    private static Allocation Allocation(this Statement row) => AllocationColumns.Read(row, FirstOfAllocation, row.Version());

    private static Resource Resource(this Statement row) => new()
    {
        Id = row.Id(1),
        Type = row.Text(16),
        Version = row.Version(),
        Name = row.Text(11),
        Attributes = row.Json(12),
        Ordinal = row.Number(13),
        Created = new(row.Number(14)),
        Policy = row.Json(17),
        Units = row.IsNull(18) ? 0 : (int)row.Number(18),
        Parts = StoredParts.OfColumn(row.TextOrNull(19)),
    };
}
