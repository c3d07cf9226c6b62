using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Batches;

/// <summary>A request of a batch that can run.</summary>
internal sealed record Operation(string Id, string Method, PathString Path, QueryString Query, HeaderDictionary Headers, byte[] Body)
{
    /// <summary>Operations with the same one run in order: those on one resource, one booking, or one collection.</summary>
    public string Subject => string.Join('/', Path.Value!.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries).Take(3));

    /// <summary><c>null</c> if it is about something else.</summary>
    public AllocationTarget? Target { get; init; }
}

/// <summary>What an operation allocates, changes, confirms or releases.</summary>
/// <param name="Type">Of the resource.</param>
/// <param name="Resource">Its id.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Allocation"><c>null</c> for a new one.</param>
internal sealed record AllocationTarget(ResourceType Type, Guid Resource, OperationKind Kind, Guid? Allocation)
{
    /// <returns><c>null</c> if the operation is about something else.</returns>
    public static AllocationTarget? Of(ResourceTypes types, string? method, PathString path)
    {
        if (path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [_, var collection, var resource, var allocations, .. var rest] || !Is("allocations", allocations)
            || types.Allocatable.FirstOrDefault(type => Is(type.Path, collection)) is not { } type || !Guid.TryParse(resource, out var id))
            return null;
        return (method, rest) switch
        {
            ("POST", []) => new(type, id, OperationKind.Allocate, null),
            ("POST", [var allocation, var verb]) when Is("confirm", verb) && Guid.TryParse(allocation, out var one) => new(type, id, OperationKind.Confirm, one),
            ("PATCH", [var allocation]) when Guid.TryParse(allocation, out var one) => new(type, id, OperationKind.Update, one),
            ("DELETE", [var allocation]) when Guid.TryParse(allocation, out var one) => new(type, id, OperationKind.Release, one),
            _ => null,
        };
    }

    private static bool Is(string expected, string segment) => segment.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
