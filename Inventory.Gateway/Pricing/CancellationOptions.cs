namespace Inventory.Gateway.Pricing;

/// <summary>Who cancels so long before the start, or longer, is given back so much.</summary>
public sealed class CancellationOptions
{
    /// <summary>ISO 8601: "P7D", or "PT0S" for until the start.</summary>
    public string Before { get; set; } = "";

    /// <summary>Of the price, 0 to 100: "50".</summary>
    public string Percent { get; set; } = "";
}
