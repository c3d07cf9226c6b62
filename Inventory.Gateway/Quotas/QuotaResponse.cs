using System.Xml;
using Inventory.Domain.Quotas;

namespace Inventory.Gateway.Quotas;

/// <summary>A quota, and what is used of it.</summary>
[Example(
    """
    {"name": "week", "of": "customer", "types": ["cars"], "measure": "hours", "per": "week", "time_zone": "Europe/Copenhagen", "limit": 10, "used": 3.5,
    "period": {"from": "2026-11-29T23:00:00Z", "to": "2026-12-06T23:00:00Z"}}
    """)]
public sealed record QuotaResponse
{
    public required string Name { get; init; }

    /// <summary><c>customer</c>, or <c>group</c>: all customers of the group use it together.</summary>
    public required string Of { get; init; }

    /// <summary>The paths of the types that it counts.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary><c>count</c>, <c>hours</c>, <c>unit_hours</c> or <c>held</c>.</summary>
    public required string Measure { get; init; }

    /// <summary><c>day</c>, <c>week</c>, <c>month</c>, an ISO 8601 duration, or <c>active</c>.</summary>
    public required string Per { get; init; }

    /// <summary>In which days, weeks and months begin.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>Allocations or hours.</summary>
    public required decimal Limit { get; init; }

    /// <summary>Allocations or hours, in the period.</summary>
    public required decimal Used { get; init; }

    /// <summary>That is now; missing for <c>active</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IntervalResponse? Period { get; init; }
}

internal static class QuotaNames
{
    public static string Of(QuotaMeasure measure) => measure switch
    {
        QuotaMeasure.Count => "count",
        QuotaMeasure.Hours => "hours",
        QuotaMeasure.UnitHours => "unit_hours",
        QuotaMeasure.Held => "held",
    };

    public static string Of(QuotaPeriod period) => period switch
    {
        QuotaPeriod.Local { Unit: LocalUnit.Day } => "day",
        QuotaPeriod.Local { Unit: LocalUnit.Week } => "week",
        QuotaPeriod.Local => "month",
        QuotaPeriod.Rolling rolling => XmlConvert.ToString(rolling.Length),
        _ => "active",
    };
}
