using DateTimeZone = NodaTime.DateTimeZone;
using LocalDate = NodaTime.LocalDate;
using LocalDateTime = NodaTime.LocalDateTime;
using LocalTime = NodaTime.LocalTime;

namespace Inventory.Domain.Policies;

/// <summary>When a resource can be taken, in local time. A skipped local time is shifted forward, of an ambiguous one the earlier counts (RFC 5545).</summary>
public sealed record OpeningHours
{
    public required DateTimeZone Zone { get; init; }

    /// <summary>By day of the week, from Monday; <c>default</c>: open all the time, but for exceptions.</summary>
    public ImmutableArray<ImmutableArray<OpenRange>> Weekly { get; init; }

    /// <summary>By first day; no day is in two.</summary>
    public ImmutableArray<SpecialDays> Exceptions { get; init; } = [];

    public OpeningCover Covers { get; init; }

    public bool IsAlwaysOpen => Weekly.IsDefault && Exceptions.IsEmpty;

    /// <summary>By start; ranges that adjoin are apart.</summary>
    public ImmutableArray<OpenRange> Of(LocalDate day)
    {
        foreach (var exception in Exceptions)
        {
            if (exception.From > day)
                break;
            if (exception.To >= day)
                return exception.Open;
        }
        return Weekly.IsDefault ? OpenRange.WholeDay : Weekly[(int)day.DayOfWeek - 1];
    }
}

public enum OpeningCover
{
    /// <summary>A time lies in the hours from end to end.</summary>
    Whole = 0,

    /// <summary>A time begins and ends in the hours, their own begin and end included: pickup and return.</summary>
    Ends = 1,
}

/// <summary>Days with other hours.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Open">Empty: closed.</param>
/// <param name="Label">For people; <c>null</c> for none.</param>
public sealed record SpecialDays(LocalDate From, LocalDate To, ImmutableArray<OpenRange> Open, string? Label);

/// <summary>Minutes of a local day, from midnight; the end is up to 1440.</summary>
public readonly record struct OpenRange(int From, int To)
{
    private const int DayMinutes = 24 * 60;

    public static readonly ImmutableArray<OpenRange> WholeDay = [new(0, DayMinutes)];

    public LocalDateTime Begin(LocalDate day) => At(day, From);

    public LocalDateTime End(LocalDate day) => At(day, To);

    private static LocalDateTime At(LocalDate day, int minutes) => minutes == DayMinutes ? day.PlusDays(1).AtMidnight() : day.At(LocalTime.FromMinutesSinceMidnight(minutes));
}
