namespace Inventory.Contracts;

/// <summary>A part of a price: so many of a duration at a price and a factor, or the fixed part.</summary>
[GenerateSerializer, Immutable]
public sealed record QuoteLine
{
    /// <summary>Which duration; <c>null</c> for the fixed part.</summary>
    [Id(0)]
    public TimeSpan? Duration { get; init; }

    /// <summary>How many, 1 or more.</summary>
    [Id(1)]
    public required long Quantity { get; init; }

    /// <summary>What one of it costs by the tariff.</summary>
    [Id(2)]
    public required Money Price { get; init; }

    /// <summary>By season and weekday. Each one's price is rounded by itself.</summary>
    [Id(3)]
    public required decimal Factor { get; init; }

    /// <summary>What all of them cost.</summary>
    [Id(4)]
    public required Money Amount { get; init; }
}
