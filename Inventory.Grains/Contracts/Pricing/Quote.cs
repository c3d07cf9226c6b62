using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What a time on a resource costs, and how that comes about.</summary>
[GenerateSerializer, Immutable]
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
