using System.Collections.Immutable;

namespace Inventory.Domain.Pricing;

/// <summary>What a time on a resource costs, and how that comes about.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quote")]
public sealed record Quote
{
    /// <summary>The version of the tariff that it follows.</summary>
    [Id(0)]
    public required string TariffVersion { get; init; }

    /// <summary>Their amounts sum up to the total.</summary>
    [Id(1)]
    public required ImmutableArray<QuoteLine> Lines { get; init; }

    [Id(2)]
    public required Money Total { get; init; }

    /// <summary>What is given back when it is cancelled.</summary>
    [Id(3)]
    public required ImmutableArray<CancellationStep> Cancellation { get; init; }

    /// <summary><c>null</c>: who is late pays nothing for it.</summary>
    [Id(4)]
    public LateReturn? LateReturn { get; init; }
}

/// <summary>A part of a price: so many of a duration at a price and a factor, or the fixed part.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quote-line")]
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
