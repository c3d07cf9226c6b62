using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>Everything that a booking has taken is back.</summary>
[GenerateSerializer, Immutable]
public sealed record HandBackRequest
{
    /// <summary>When; not ahead.</summary>
    [Id(0)]
    public required Instant At { get; init; }

    /// <summary>For each item, from when on its resource can be taken anew: at the return, or where it is taken in slots, at the next slot.</summary>
    [Id(1)]
    public required ImmutableArray<Instant> FreeFrom { get; init; }

    [Id(2)]
    public RequestKey? Key { get; init; }

    /// <summary>Who says so; <c>null</c> for an operator without a name.</summary>
    [Id(3)]
    public Caller? By { get; init; }
}
