using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Events;

/// <summary>A change, as a CloudEvents 1.0 event in JSON.</summary>
[Example(
    """
    {"specversion": "1.0", "id": "AAAAAAAAAAE", "source": "/api/cars/0198a7b0-0000-7000-8000-0000000000aa", "type": "inventory.resource-created",
    "time": "2026-11-20T09:00:00Z", "sequence": "1", "datacontenttype": "application/json",
    "data": {"resource": {"id": "0198a7b0-0000-7000-8000-0000000000aa", "name": "Car1", "resource_type": "Car",
    "created": "2026-11-20T09:00:00Z", "attributes": {"colour": "red"}}}}
    """)]
public sealed record EventResponse
{
    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    /// <summary>A cursor: later events follow it.</summary>
    public required string Id { get; init; }

    /// <summary>The path of the resource.</summary>
    public required string Source { get; init; }

    /// <summary><c>inventory.</c> and the kind of change: resource-created, resource-updated, resource-deleted, allocated, allocation-updated, confirmed, released, expired, approved, declined, checked-in, checked-out, no-show, waiting.added, waiting.offered, waiting.granted, waiting.accepted, waiting.declined, waiting.lapsed, waiting.removed, bound, and of an allocation that is bound late moved-away on the resource that it leaves, moved-here on the other.</summary>
    public required string Type { get; init; }

    /// <summary>The id of the allocation, if the event is about one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Subject { get; init; }

    /// <summary>When the change was decided.</summary>
    public required Instant Time { get; init; }

    /// <summary>The resource's version after the change: 1, 2, 3, … for each resource, without gaps.</summary>
    public required string Sequence { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";

    /// <summary>Who asked for the change, if known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    /// <summary>The resource or the allocation after the change, if it still existed.</summary>
    public required EventData Data { get; init; }

    public static EventResponse Of(RecordedEvent stored, ResourceType type) => new()
    {
        Id = Cursor.Of(stored.Seq),
        Source = $"{type.CollectionPath}/{stored.ResourceId}",
        Type = $"inventory.{ResourceEventTypes.Of(stored.Change)}",
        Subject = EventKinds.SubjectOf(stored.Change),
        Time = stored.At,
        Sequence = stored.Version.ToString(CultureInfo.InvariantCulture),
        Actor = stored.Actor,
        Data = EventData.Of(stored, type),
    };
}

public sealed record EventData(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResourceResponse? Resource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AllocationResponse? Allocation)
{
    /// <summary>Why a request was declined, if somebody said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Of an allocation that moved away: the id of the resource that has it now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? MovedTo { get; init; }

    /// <summary>Of an allocation that moved here: the id of the resource that had it before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? MovedFrom { get; init; }

    public static EventData Of(RecordedEvent stored, ResourceType type) => new(
        EventKinds.ResourceOf(stored.Change) is { } resource ? ResourceResponse.Of(resource) : null,
        EventKinds.AllocationOf(stored.Change) is { } allocation ? AllocationResponse.Of(allocation, stored.ResourceId, type.Name) : null)
    {
        Reason = (stored.Change as ResourceEvent.Declined)?.Reason,
        MovedTo = (stored.Change as ResourceEvent.MovedAway)?.To,
        MovedFrom = stored.Change is ResourceEvent.AllocationUpdated { Change: AllocationChange.MovedHere, Allocation.Extras.MovedFrom: var from } ? from : null,
    };
}

internal static class EventKinds
{
    public static Guid? SubjectOf(ResourceEvent change) => change switch
    {
        ResourceEvent.Released released => released.AllocationId,
        ResourceEvent.Declined declined => declined.AllocationId,
        ResourceEvent.WaitingRemoved removed => removed.AllocationId,
        ResourceEvent.MovedAway moved => moved.AllocationId,
        ResourceEvent.Expired expired => expired.AllocationId,
        _ => AllocationOf(change)?.Id,
    };

    public static Allocation? AllocationOf(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation,
        ResourceEvent.AllocationUpdated updated => updated.Allocation,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };

    /// <summary>The customer whose allocation it is, where the event says so: a release does not.</summary>
    public static Guid? OwnerOf(ResourceEvent change) => change is ResourceEvent.Expired expired ? expired.Owner : AllocationOf(change)?.Owner;

    public static Resource? ResourceOf(ResourceEvent change) => change switch
    {
        ResourceEvent.ResourceCreated created => created.Resource,
        ResourceEvent.ResourceUpdated updated => updated.Resource,
        _ => null,
    };
}
