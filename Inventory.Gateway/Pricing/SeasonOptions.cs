namespace Inventory.Gateway.Pricing;

/// <summary>Days of every year, as <c>MM-dd</c>, the first and the last included.</summary>
public sealed class SeasonOptions
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>What prices are multiplied by: "1.25".</summary>
    public string Factor { get; set; } = "";
}
