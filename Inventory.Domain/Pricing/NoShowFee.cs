namespace Inventory.Domain.Pricing;

/// <summary>What a customer pays, besides the price, for a check-in that it missed: the fixed price and a part (0 to 100 percent) of the price of the item.</summary>
[GenerateSerializer, Immutable, Alias("inventory.no-show-fee")]
public sealed record NoShowFee(Money Price, decimal Percent)
{
    public Money FeeOf(Money price) => Price + price.Scale(Percent / 100);
}
