using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Npgsql;

namespace Inventory.Storage.Postgres;

internal static class StoredRows
{
    /// <summary>Of <c>resource r</c>, for <see cref="Resource"/>.</summary>
    public const string ResourceColumns = "r.id, r.type, r.name, r.attributes, r.created_at, r.ordinal, r.changed_version, r.policy, r.units, r.parts";

    /// <summary>Of <c>event e</c> and <c>resource r</c>, for the other methods.</summary>
    public static readonly string EventColumns =
        $"""
        e.seq, e.resource, r.type, e.version, e.at, e.actor, e.kind, e.request_key, e.fingerprint,
        e.name, e.attributes, e.ordinal, r.created_at, e.hash, e.type, e.policy, e.units, e.parts, {AllocationColumns.ReadFromEvent}
        """;

    private const int FirstOfAllocation = 18;

    public static Resource Resource(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Type = row.Text(1),
        Name = row.Text(2),
        Attributes = row.Json(3),
        Created = row.Instant(4),
        Ordinal = row.GetInt64(5),
        Version = row.GetInt64(6),
        Policy = row.Json(7),
        Units = row.IsDBNull(8) ? 0 : row.GetInt32(8),
        Parts = StoredParts.OfColumn(row.TextOrNull(9)),
    };

    /// <summary>Checks the row against its hash.</summary>
    /// <returns><c>null</c> if the row is damaged.</returns>
    public static EventRow? Checked(this NpgsqlDataReader row)
    {
        try
        {
            var read = new RecordedEvent(row.GetInt64(0), row.GetGuid(1), SharedTexts.Of(row.Text(2)), row.GetInt64(3), row.Change(), row.Instant(4), row.TextOrNull(5));
            var key = row.TextOrNull(7) is { } text ? new IdempotencyKey(text, row.GetInt64(8)) : null;
            // Rows of older versions have none.
            EventHash? hash = row.IsDBNull(13) ? null : EventHash.Read(row.GetFieldValue<byte[]>(13)) ?? throw new InvalidDataException("A hash in the database is damaged.");
            var isOfType = row.IsDBNull(14) || row.Text(14) == read.ResourceType;
            return isOfType && (hash is null || RowHash.IsIntact(read, key, hash.Value)) ? new(read, key, hash) : null;
        }
        catch (Exception e) when (EventRow.IsUnreadable(e))
        {
            return null;
        }
    }

    /// <exception cref="ResourceDamagedException">The row is damaged.</exception>
    public static EventRow CheckedOrThrow(this NpgsqlDataReader row) =>
        row.Checked() ?? throw new ResourceDamagedException(row.GetGuid(1), row.GetInt64(3), "the event does not match its hash.");

    /// <summary>Of a version and a hash; NULL is no event.</summary>
    public static EventLink ArchivedLink(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? default : new(row.GetInt64(column), row.IsDBNull(column + 1) ? 0 : EventHash.Read(row.GetFieldValue<byte[]>(column + 1))?.Link ?? 0);

    private static ResourceEvent Change(this NpgsqlDataReader row) => row.GetString(6) switch
    {
        ResourceEventTypes.Allocated => new ResourceEvent.Allocated(AllocationColumns.Read(row, FirstOfAllocation)),
        ResourceEventTypes.Confirmed => new ResourceEvent.Confirmed(AllocationColumns.Read(row, FirstOfAllocation)),
        ResourceEventTypes.Released => new ResourceEvent.Released(AllocationColumns.Id(row, FirstOfAllocation)),
        ResourceEventTypes.Expired => new ResourceEvent.Expired(AllocationColumns.Id(row, FirstOfAllocation), AllocationColumns.OwnerOrNull(row, FirstOfAllocation)),
        ResourceEventTypes.WaitingRemoved => new ResourceEvent.WaitingRemoved(AllocationColumns.Id(row, FirstOfAllocation)),
        ResourceEventTypes.MovedAway => new ResourceEvent.MovedAway(AllocationColumns.Id(row, FirstOfAllocation), AllocationColumns.Moved(row, FirstOfAllocation)),
        ResourceEventTypes.ResourceCreated => new ResourceEvent.ResourceCreated(row.EventResource()),
        ResourceEventTypes.ResourceUpdated => new ResourceEvent.ResourceUpdated(row.EventResource()),
        ResourceEventTypes.ResourceDeleted => new ResourceEvent.ResourceDeleted(),
        ResourceEventTypes.Declined => new ResourceEvent.Declined(AllocationColumns.Id(row, FirstOfAllocation), AllocationColumns.DescriptionOrNull(row, FirstOfAllocation)),
        var kind when ResourceEventTypes.ChangeOf(kind) is { } change => new ResourceEvent.AllocationUpdated(AllocationColumns.Read(row, FirstOfAllocation), change),
        var kind => throw new InvalidDataException($"The database has an event '{kind}' that this version does not know."),
    };

    private static Resource EventResource(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(1),
        Type = row.Text(14),
        Version = row.GetInt64(3),
        Name = row.Text(9),
        Attributes = row.Json(10),
        Ordinal = row.GetInt64(11),
        Created = row.Instant(12),
        Policy = row.Json(15),
        Units = row.IsDBNull(16) ? 0 : row.GetInt32(16),
        Parts = StoredParts.OfColumn(row.TextOrNull(17)),
    };

    public static string Text(this NpgsqlDataReader row, int column) => StoredText.OfColumn(row.GetString(column));

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    public static ImmutableArray<byte> Json(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? default : StoredText.JsonOfColumn(row.GetString(column));
}
