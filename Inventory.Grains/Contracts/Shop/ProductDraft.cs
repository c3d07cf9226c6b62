namespace Inventory.Contracts;

/// <summary>What an operator says of a product; the rest is the shop's to set.</summary>
[GenerateSerializer, Immutable]
public sealed record ProductDraft(string Sku, string Name, Money Price, string? Image = null, int? Stock = null);
