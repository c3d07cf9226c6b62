namespace Inventory.Gateway.Pricing;

/// <summary>What it costs to come back late.</summary>
public sealed class LateReturnOptions
{
    /// <summary>So late is not late, ISO 8601. Default: no time.</summary>
    public string Grace { get; set; } = "PT0S";

    /// <summary>Each of these that has begun counts, ISO 8601: "PT1H".</summary>
    public string Every { get; set; } = "";

    /// <summary>For one of them: "15.00".</summary>
    public string Price { get; set; } = "";
}
