namespace Inventory.Gateway.Pricing;

/// <summary>What the resources of a type cost, as configured in the type's <c>Tariff</c>. Amounts are decimal texts in <c>Inventory:Currency</c>.</summary>
public sealed class TariffOptions
{
    /// <summary>Names these prices, 1 to 50 characters; take a new one whenever they change. Default: "1".</summary>
    public string Version { get; set; } = "1";

    /// <summary>Once for every time that is booked, however long. Default: nothing.</summary>
    public string Fixed { get; set; } = "0";

    /// <summary>By duration, ISO 8601: <c>"PT1H": "8.00", "P1D": "49.00"</c>. One at least.</summary>
    public Dictionary<string, string> Prices { get; init; } = [];

    /// <summary>Factors by day of the week: <c>"Saturday": "1.2"</c>.</summary>
    public Dictionary<string, string> Weekdays { get; init; } = [];

    /// <summary>Days of every year with a factor; where they overlap, the first counts.</summary>
    public IReadOnlyList<SeasonOptions> Seasons { get; set; } = [];

    /// <summary>What is given back. Default: all until the start.</summary>
    public IReadOnlyList<CancellationOptions> Cancellation { get; set; } = [];

    /// <summary>What it costs to come back late. Default: nothing.</summary>
    public LateReturnOptions? LateReturn { get; set; }

    /// <summary>Where its days begin and end, by the name of the IANA time zone database. Default: UTC.</summary>
    public string TimeZone { get; set; } = "UTC";
}
