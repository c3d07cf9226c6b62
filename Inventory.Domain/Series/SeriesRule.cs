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

    /// <summary>The time of the occurrence that begins at this local time. A time that the clocks skip is shifted forward, of one that comes twice the earlier counts.</summary>
    public static Interval TimeOf(LocalDateTime start, Period duration, DateTimeZone zone)
    {
        var days = Period.FromYears(duration.Years) + Period.FromMonths(duration.Months) + Period.FromWeeks(duration.Weeks) + Period.FromDays(duration.Days);
        var end = (start + days).In(zone).Plus((duration - days).ToDuration().BclCompatibleTicks / TimeSpan.TicksPerMicrosecond);
        return new(start.In(zone), end);
    }

    public static Period? ParseDuration(string? text) =>
        text is not null && PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: var period } && period.ToBuilder() is { Years: 0, Months: 0 } && IsAboveZero(period) ? period : null;

    public static LocalDateTime? ParseLocal(string? text) =>
        text is null ? null : LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var exact } ? exact
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(text) is { Success: true, Value: var minutes } ? minutes : null;

    public static string TextOf(LocalDateTime local) => LocalDateTimePattern.GeneralIso.Format(local);

    private static bool IsAboveZero(Period period) =>
        period is { Weeks: >= 0, Days: >= 0, Hours: >= 0, Minutes: >= 0, Seconds: >= 0, Milliseconds: >= 0, Ticks: >= 0, Nanoseconds: >= 0 } && period.ToDuration() >= NodaTime.Duration.FromTicks(TimeSpan.TicksPerMicrosecond);
}

/// <summary>One start of a series.</summary>
/// <param name="RecurrenceId">The local time at which the rule begins it.</param>
/// <param name="Interval">Its time.</param>
/// <param name="Id">Of its new allocation; the resource chooses one.</param>
[GenerateSerializer, Immutable, Alias("inventory.occurrence")]
public sealed record Occurrence(string RecurrenceId, Interval Interval, Guid? Id = null);
