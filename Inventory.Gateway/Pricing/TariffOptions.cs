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

/// <summary>Who cancels so long before the start, or longer, is given back so much.</summary>
public sealed class CancellationOptions
{
    /// <summary>ISO 8601: "P7D", or "PT0S" for until the start.</summary>
    public string Before { get; set; } = "";

    /// <summary>Of the price, 0 to 100: "50".</summary>
    public string Percent { get; set; } = "";
}

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

/// <summary>Days of every year, as <c>MM-dd</c>, the first and the last included.</summary>
public sealed class SeasonOptions
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>What prices are multiplied by: "1.25".</summary>
    public string Factor { get; set; } = "";
}
