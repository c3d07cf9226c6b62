using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What came of taking an order's pieces: all of them, or none.</summary>
/// <param name="Taken">The lines with the prices of that moment; empty where something is missing.</param>
/// <param name="Missing">The SKUs of which there are not enough, or no more at all.</param>
[GenerateSerializer, Immutable]
public sealed record TakeStockResult(ImmutableArray<OrderLine> Taken, ImmutableArray<string> Missing);
