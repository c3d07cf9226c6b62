using System.Text.Json.Serialization;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Types;
using Inventory.Store;

namespace Inventory.Gateway.Events;

/// <summary>What an event is about.</summary>
/// <param name="Resource">The resource as it then was, when it was made or changed.</param>
/// <param name="Allocation">The allocation as it then was, when it was made, changed or confirmed.</param>
public sealed record EventData(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResourceResponse? Resource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AllocationResponse? Allocation)
{
    public static EventData Of(StoredEvent stored, ResourceType type) => new(
        EventKinds.ResourceOf(stored.Change) is { } resource ? ResourceResponse.Of(resource) : null,
        EventKinds.AllocationOf(stored.Change) is { } allocation ? AllocationResponse.Of(allocation, stored.ResourceId, type) : null);
}
