namespace Inventory.Contracts;

/// <summary>A time on one resource, as a part of a booking.</summary>
[GenerateSerializer, Immutable]
public sealed record BookedItem
{
    [Id(0)]
    public required string ResourceType { get; init; }

    /// <summary>Which resource; <c>null</c> for any that is free, until one is held.</summary>
    [Id(1)]
    public Guid? ResourceId { get; init; }

    /// <summary>Finite.</summary>
    [Id(2)]
    public required Interval Interval { get; init; }

    /// <summary>Its price, by the tariff of the moment at which it was booked.</summary>
    [Id(3)]
    public required Quote Quote { get; init; }

    /// <summary>On the resource's calendar, once it is held.</summary>
    [Id(4)]
    public Guid? AllocationId { get; init; }
}
