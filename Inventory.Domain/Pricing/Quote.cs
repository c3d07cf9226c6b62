namespace Inventory.Domain.Pricing;

[GenerateSerializer, Immutable, Alias("inventory.quote")]
public sealed record Quote
{
    [Id(0)]
    public required string TariffVersion { get; init; }

    /// <summary>Their amounts sum up to the total.</summary>
    [Id(1)]
    public required ImmutableArray<QuoteLine> Lines { get; init; }

    [Id(2)]
    public required Money Total { get; init; }

    [Id(3)]
    public required ImmutableArray<CancellationStep> Cancellation { get; init; }

    /// <summary><c>null</c>: no late fee.</summary>
    [Id(4)]
    public LateReturn? LateReturn { get; init; }

    /// <summary><c>null</c>: a missed check-in costs nothing.</summary>
    [Id(5)]
    public NoShowFee? NoShow { get; init; }
}

/// <summary>A number of equal durations, or the fixed part.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quote-line")]
public sealed record QuoteLine
{
    /// <summary><c>null</c> for the fixed part.</summary>
    [Id(0)]
    public TimeSpan? Duration { get; init; }

    /// <summary>1 or more.</summary>
    [Id(1)]
    public required long Quantity { get; init; }

    /// <summary>For one, without the factor.</summary>
    [Id(2)]
    public required Money Price { get; init; }

    /// <summary>By season and weekday. Each price is rounded before it is multiplied by the quantity.</summary>
    [Id(3)]
    public required decimal Factor { get; init; }

    [Id(4)]
    public required Money Amount { get; init; }
}
