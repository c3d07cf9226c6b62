using NodaTime.Text;
using DateTimeZone = NodaTime.DateTimeZone;
using LocalDateTime = NodaTime.LocalDateTime;
using Period = NodaTime.Period;

namespace Inventory.Domain.Series;

/// <summary>When the occurrences of a series begin, in local time, and how long they are. Days are nominal, hours exact.</summary>
[GenerateSerializer, Immutable, Alias("inventory.series-rule")]
public sealed record SeriesRule
{
    public const int MaxOccurrences = 1_000;
    public const int MaxYears = 5;

    // What begins in them ends within the calendar.
    private const int FirstYear = 1_000;
    private const int LastYear = 9_000;

    /// <summary>IANA, such as "Europe/Copenhagen".</summary>
    [Id(0)]
    public required string TimeZone { get; init; }

    /// <summary>Of the first, such as "2026-12-01T09:00:00".</summary>
    [Id(1)]
    public required string FromLocal { get; init; }

    /// <summary>ISO 8601, such as "PT2H" or "P1D".</summary>
    [Id(2)]
    public required string Duration { get; init; }

    /// <summary>RFC 5545, such as "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20".</summary>
    [Id(3)]
    public required string RRule { get; init; }

    /// <summary>Starts that the rule names and that do not take place.</summary>
    [Id(4)]
    public ImmutableArray<string> Exdates { get; init; } = [];

    private static readonly LocalDateTimePattern Exact = LocalDateTimePattern.ExtendedIso;
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The time of the occurrence that begins at this local time. A time that the clocks skip is shifted forward, of one that comes twice the earlier counts.</summary>
    public static Interval TimeOf(LocalDateTime start, Period duration, DateTimeZone zone)
    {
        var days = Period.FromYears(duration.Years) + Period.FromMonths(duration.Months) + Period.FromWeeks(duration.Weeks) + Period.FromDays(duration.Days);
        var end = (start + days).In(zone).Plus((duration - days).ToDuration().BclCompatibleTicks / TimeSpan.TicksPerMicrosecond);
        return new(start.In(zone), end);
    }

    public static Period? ParseDuration(string? text) =>
        text is not null && PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: var period } && period is { Years: 0, Months: 0 } && IsInRange(period) ? period : null;

    public static LocalDateTime? ParseLocal(string? text) =>
        text is not null && (Exact.Parse(text) is { Success: true, Value: var exact } ? exact : Minutes.Parse(text) is { Success: true, Value: var minutes } ? minutes : (LocalDateTime?)null)
            is { Year: >= FirstYear and <= LastYear } local ? local : null;

    public static string TextOf(LocalDateTime local) => LocalDateTimePattern.GeneralIso.Format(local);

    // Above zero, and in each unit less than a hundred years.
    private static bool IsInRange(Period period) =>
        period is { Weeks: >= 0 and < 5_000, Days: >= 0 and < 36_500, Hours: >= 0 and < 870_000, Minutes: >= 0 and < 52_000_000, Seconds: >= 0 and < 3_100_000_000 }
        && period is { Milliseconds: >= 0 and < 3_100_000_000_000, Ticks: >= 0 and < 31_000_000_000_000_000, Nanoseconds: >= 0 and < 3_100_000_000_000_000_000 }
        && period.ToDuration() >= NodaTime.Duration.FromTicks(TimeSpan.TicksPerMicrosecond);
}

/// <summary>One start of a series.</summary>
/// <param name="RecurrenceId">The local time at which the rule begins it.</param>
/// <param name="Interval">Its time.</param>
/// <param name="Id">Of its new allocation; the resource chooses one.</param>
[GenerateSerializer, Immutable, Alias("inventory.occurrence")]
public sealed record Occurrence(string RecurrenceId, Interval Interval, Guid? Id = null);
