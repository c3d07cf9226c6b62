namespace Inventory.Contracts;

/// <summary>Who cancels so long before the start, or longer, is given back so much.</summary>
/// <param name="Before">Zero or more.</param>
/// <param name="Percent">0 to 100, of the whole price.</param>
[GenerateSerializer, Immutable]
public sealed record CancellationStep(TimeSpan Before, decimal Percent);
