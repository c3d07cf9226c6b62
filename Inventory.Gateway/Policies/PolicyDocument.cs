using System.ComponentModel.DataAnnotations;

namespace Inventory.Gateway.Policies;

/// <summary>The rules of a resource or of a type. Durations are ISO 8601, such as <c>PT30M</c>; a rule that is not there, or is null, does not apply.</summary>
// For the OpenAPI document: PolicyReader reads a policy, and says all that is wrong with it.
[Example(
    """
    {"hours": {"time_zone": "Europe/Copenhagen", "weekly": {"mo": ["08:00-18:00"], "tu": ["08:00-12:00", "13:00-18:00"]},
    "exceptions": [{"from": "2026-12-24", "to": "2026-12-26", "open": [], "label": "Christmas"}], "covers": "whole"},
    "turnaround": {"default": "PT30M", "between": {"wide>narrow": "PT3M"}, "exempt": ["maintenance"]},
    "notice": "PT2H", "ahead": "P2Y", "shortest": "PT30M", "longest": "P30D"}
    """)]
public sealed record PolicyDocument
{
    public HoursDocument? Hours { get; init; }

    /// <summary>Closed days, whatever the hours say. <c>PUT …/policy/holidays</c> sets them from a calendar.</summary>
    public IReadOnlyList<HolidayDocument>? Holidays { get; init; }

    /// <summary>Of a type with slots: the IANA time zone in whose days slots count from midnight.</summary>
    public string? SlotZone { get; init; }

    public TurnaroundDocument? Turnaround { get; init; }

    /// <summary>A time begins at least so long after the request.</summary>
    public string? Notice { get; init; }

    /// <summary>A time has ended at most so long after the request; years and months are allowed.</summary>
    public string? Ahead { get; init; }

    public string? Shortest { get; init; }

    public string? Longest { get; init; }

    public ApprovalDocument? Approval { get; init; }

    public CheckInDocument? CheckIn { get; init; }

    /// <summary>In the answer to a change: the earliest 1,000 allocations that have not ended and contradict the rules. They stay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PolicyViolationResponse>? Violations { get; init; }
}

/// <summary>Opening hours in local time. A time that the clocks skip is shifted forward, of one that comes twice the earlier counts.</summary>
public sealed record HoursDocument
{
    /// <summary>IANA, such as <c>Europe/Copenhagen</c>.</summary>
    [Required]
    public string? TimeZone { get; init; }

    /// <summary>By <c>mo</c>, <c>tu</c>, <c>we</c>, <c>th</c>, <c>fr</c>, <c>sa</c>, <c>su</c>: times such as <c>08:00-18:00</c>; <c>24:00</c> is the end of a day. A day that is not there is closed; without this member all days are open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Weekly { get; init; }

    /// <summary>Days with other hours, up to 1,000; no day in two of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExceptionDocument>? Exceptions { get; init; }

    /// <summary><c>whole</c> (the default): a time lies in the hours from end to end; <c>ends</c>: it begins and ends in them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Covers { get; init; }
}

/// <summary>The days from <c>from</c> to <c>to</c>, both included.</summary>
public sealed record ExceptionDocument
{
    [Required]
    public string? From { get; init; }

    /// <summary>Default: the same day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary>Times such as <c>08:00-18:00</c>; none for closed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Open { get; init; }

    /// <summary>For people, up to 100 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; init; }
}

/// <summary>The days from <c>from</c> to <c>to</c>, both included.</summary>
public sealed record HolidayDocument
{
    [Required]
    public string? From { get; init; }

    /// <summary>Default: the same day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary>For people, up to 100 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; init; }
}

/// <summary>What has to be free between the end of one allocation and the start of another, by their types.</summary>
public sealed record TurnaroundDocument
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Default { get; init; }

    /// <summary>For pairs, as <c>before&gt;after</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Between { get; init; }

    /// <summary>Types that need none before or after them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Exempt { get; init; }
}

/// <summary>Allocations that somebody else has to approve. Until then they are <c>requested</c>, and have their time.</summary>
public sealed record ApprovalDocument
{
    /// <summary>The allocation types that need it; without this member all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AllocationTypes { get; init; }

    /// <summary>A request that nobody answers for so long expires; <c>P7D</c> unless given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Within { get; init; }
}

/// <summary>The customer of an allocation has to check in around its begin.</summary>
public sealed record CheckInDocument
{
    /// <summary>So long before the begin it is possible; <c>PT0S</c> unless given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opens { get; init; }

    /// <summary>So long after the begin it is too late.</summary>
    [Required]
    public string? Closes { get; init; }

    /// <summary><c>release</c>: the rest of a missed time is free; <c>mark</c> (the default): it is only marked as <c>no_show</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OnMiss { get; init; }
}

/// <summary>An allocation that contradicts the rules, and which.</summary>
public sealed record PolicyViolationResponse
{
    public required AllocationResponse Allocation { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    public static PolicyViolationResponse Of(PolicyViolation violation, Guid resource, string type) =>
        new() { Allocation = AllocationResponse.Of(violation.Allocation, resource, type), Rules = [.. violation.Rules.Select(RuleNames.NameOf)] };
}
