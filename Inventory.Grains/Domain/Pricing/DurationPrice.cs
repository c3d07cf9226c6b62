using Inventory.Contracts;

namespace Inventory.Domain.Pricing;

/// <summary>What a duration costs, be it used to its end or not.</summary>
public sealed record DurationPrice(TimeSpan Duration, Money Price);
