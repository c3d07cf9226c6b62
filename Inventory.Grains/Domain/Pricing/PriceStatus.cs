namespace Inventory.Domain.Pricing;

public enum PriceStatus
{
    Priced = 1,

    /// <summary>A time without end has no price.</summary>
    Infinite = 2,

    /// <summary>It would take more steps than one price is worth, or more digits than an amount has.</summary>
    TooLong = 3,
}
