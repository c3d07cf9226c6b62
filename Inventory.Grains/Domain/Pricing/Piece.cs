namespace Inventory.Domain.Pricing;

/// <summary>One duration of a combination.</summary>
/// <param name="Price">What it costs by the tariff.</param>
/// <param name="Factor">For the day on which it begins.</param>
internal readonly record struct Piece(DurationPrice Price, decimal Factor);
