using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Series;

namespace Inventory.Gateway.Bookings;

/// <summary>When the occurrences of a series begin, and how long they are.</summary>
public sealed record BookedSeriesRequest
{
    /// <summary>IANA, such as <c>Europe/Copenhagen</c>.</summary>
    [Required]
    public string? TimeZone { get; set; }

    /// <summary>The local time from which on the rule counts, such as <c>2026-12-01T09:00</c>.</summary>
    [Required]
    public string? FromLocal { get; set; }

    /// <summary>Of each occurrence, ISO 8601: days are nominal, hours exact.</summary>
    [Required]
    public string? Duration { get; set; }

    /// <summary>RFC 5545, as for a series without a booking; at most 1,000 occurrences in 5 years, of all items together.</summary>
    [Required]
    public string? Rrule { get; set; }

    /// <summary>Local starts of the rule that do not take place.</summary>
    public IReadOnlyList<string?>? Exdates { get; set; }
}

/// <summary>The rule by which an item was booked.</summary>
public sealed record BookedSeriesResponse(string TimeZone, string FromLocal, string Duration, string Rrule, IReadOnlyList<string> Exdates)
{
    public static BookedSeriesResponse Of(SeriesRule rule) => new(rule.TimeZone, rule.FromLocal, rule.Duration, rule.RRule, rule.Exdates);
}

/// <summary>One time of a series.</summary>
public sealed record BookedOccurrenceResponse
{
    /// <summary>The local time at which the rule begins it.</summary>
    public required string RecurrenceId { get; init; }

    /// <summary><c>null</c> for what a dry run would take.</summary>
    public required Guid? AllocationId { get; init; }

    public required Instant FromDatetime { get; init; }

    public required Instant ToDatetime { get; init; }

    public required string Price { get; init; }

    /// <summary>When it was cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Cancelled { get; init; }

    /// <summary>The refund of what was cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refund { get; init; }

    /// <summary>Charged because the check-in was missed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoShowFee { get; init; }

    public static BookedOccurrenceResponse Of(BookingItem item) => new()
    {
        RecurrenceId = item.RecurrenceId!,
        AllocationId = item.AllocationId,
        FromDatetime = item.Interval.From,
        ToDatetime = item.Interval.To,
        Price = item.Price().ToString(),
        Cancelled = item.Cancelled,
        Refund = item.Refund?.ToString(),
        NoShowFee = item.NoShowFee?.ToString(),
    };
}
