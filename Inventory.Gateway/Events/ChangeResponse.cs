using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Events;

/// <summary>A change as a customer sees it: a CloudEvents 1.0 event in JSON.</summary>
public sealed record ChangeResponse
{
    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    /// <summary>A cursor: later changes follow it.</summary>
    public required string Id { get; init; }

    /// <summary>The path of the resource.</summary>
    public required string Source { get; init; }

    public required string Type { get; init; }

    /// <summary>The id of the allocation, if it is the customer's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Subject { get; init; }

    public required Instant Time { get; init; }

    /// <summary>The resource's version after the change.</summary>
    public required string Sequence { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";

    /// <summary>The resource or the allocation after the change, if it still existed; of the allocation of somebody else, only when it is.</summary>
    public required ChangeData Data { get; init; }

    public static ChangeResponse Of(RecordedEvent stored, ResourceType type, bool isOwn)
    {
        var whole = EventResponse.Of(stored, type);
        return new()
        {
            Id = whole.Id,
            Source = whole.Source,
            Type = whole.Type,
            Subject = isOwn ? whole.Subject : null,
            Time = whole.Time,
            Sequence = whole.Sequence,
            Data = new(
                whole.Data.Resource,
                EventKinds.AllocationOf(stored.Change) is { } allocation && (isOwn || !allocation.IsOffCalendar) ? IConflictResponse.Of(allocation, stored.ResourceId, type.Name, isForCustomer: !isOwn) : null),
        };
    }
}

public sealed record ChangeData(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResourceResponse? Resource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IConflictResponse? Allocation);
