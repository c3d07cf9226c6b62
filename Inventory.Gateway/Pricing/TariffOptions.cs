namespace Inventory.Gateway.Pricing;

/// <summary>The section <c>Tariff</c> of a type. Amounts are decimal texts in <c>Inventory:Currency</c>.</summary>
public sealed class TariffOptions
{
    /// <summary>The version of these prices, 1 to 50 characters: change it whenever they change. Default: "1".</summary>
    public string Version { get; set; } = "1";

    /// <summary>Charged once for each booked time, however long. Default: nothing.</summary>
    public string Fixed { get; set; } = "0";

    /// <summary>By ISO 8601 duration: <c>"PT1H": "8.00", "P1D": "49.00"</c>. At least one.</summary>
    public Dictionary<string, string> Prices { get; init; } = [];

    /// <summary>Factors by day of the week: <c>"Saturday": "1.2"</c>.</summary>
    public Dictionary<string, string> Weekdays { get; init; } = [];

    /// <summary>Where seasons overlap, the first one counts.</summary>
    public IReadOnlyList<SeasonOptions> Seasons { get; set; } = [];

    /// <summary>Default: a full refund until the start.</summary>
    public IReadOnlyList<CancellationOptions> Cancellation { get; set; } = [];

    /// <summary>Default: a late return costs nothing.</summary>
    public LateReturnOptions? LateReturn { get; set; }

    /// <summary>Default: a missed check-in costs nothing besides the price.</summary>
    public NoShowOptions? NoShow { get; set; }

    /// <summary>The IANA time zone of the days. Default: UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Tariffs of earlier bookings, by their versions: a change of such a booking is priced by its own.</summary>
    public IReadOnlyList<TariffOptions> Previous { get; set; } = [];
}

/// <summary>The refund of a cancellation that comes at least <c>Before</c> the start.</summary>
public sealed class CancellationOptions
{
    /// <summary>ISO 8601: "P7D", or "PT0S" for until the start.</summary>
    public string Before { get; set; } = "";

    /// <summary>Percent of the price, 0 to 100: "50".</summary>
    public string Percent { get; set; } = "";
}

public sealed class LateReturnOptions
{
    /// <summary>A delay that costs nothing, ISO 8601. Default: none.</summary>
    public string Grace { get; set; } = "PT0S";

    /// <summary>ISO 8601: "PT1H". Each period that has begun counts.</summary>
    public string Every { get; set; } = "";

    /// <summary>The price of a period: "15.00".</summary>
    public string Price { get; set; } = "";
}

/// <summary>The fee for a check-in that is missed: both together, besides the price of the booking.</summary>
public sealed class NoShowOptions
{
    /// <summary>An amount: "20.00". Default: nothing.</summary>
    public string Price { get; set; } = "0";

    /// <summary>Percent of the price of the item, 0 to 100: "50". Default: nothing.</summary>
    public string Percent { get; set; } = "0";
}

/// <summary>Days of every year, as <c>MM-dd</c>; both are included.</summary>
public sealed class SeasonOptions
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>Multiplies the prices: "1.25".</summary>
    public string Factor { get; set; } = "";
}
