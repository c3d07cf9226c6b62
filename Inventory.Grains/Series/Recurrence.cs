using System.Globalization;
using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Inventory.Domain.Series;
using Occurrence = Ical.Net.DataTypes.Occurrence;
using DateTimeZone = NodaTime.DateTimeZone;
using LocalDateTime = NodaTime.LocalDateTime;

namespace Inventory.Grains.Series;

/// <summary>Recurrence rules (RFC 5545, 3.3.10) by Ical.Net, in local time: zones come afterwards.</summary>
public static partial class Recurrence
{
    private static readonly string[] Frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly string[] Parts = ["FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST"];

    // More than the days of five years.
    private const int MaxInterval = 2_000;

    private static readonly Regex Weekdays = WeekdayPattern();
    private static readonly Regex NumberedWeekdays = NumberedWeekdayPattern();

    /// <returns>What is wrong with the rule, to follow on its name; <c>null</c> if nothing is.</returns>
    public static string? FaultOf(string rrule)
    {
        var parts = PartsOf(rrule);
        if (parts is null)
            return "has to be a recurrence rule (RFC 5545) such as FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20";
        if (parts.Keys.FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
            return $"has {unknown}: only {string.Join(", ", Parts)} are supported";
        if (!Frequencies.Contains(parts.GetValueOrDefault("FREQ")))
            return "needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY";
        if (parts.ContainsKey("COUNT") == parts.ContainsKey("UNTIL"))
            return "needs either COUNT or UNTIL: a series has an end";
        if (parts.TryGetValue("COUNT", out var count) && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > SeriesRule.MaxOccurrences))
            return $"needs a COUNT from 1 to {SeriesRule.MaxOccurrences}";
        if (parts.TryGetValue("UNTIL", out var until) && UntilOf(until, DateTimeZone.Utc) is null)
            return "needs an UNTIL such as 20261231T230000Z or 20261231";
        return FaultOfValues(parts);
    }

    private static string? FaultOfValues(Dictionary<string, string> parts)
    {
        if (!int.TryParse(parts.GetValueOrDefault("INTERVAL", "1"), NumberStyles.None, CultureInfo.InvariantCulture, out var interval) || interval is < 1 or > MaxInterval)
            return $"needs an INTERVAL from 1 to {MaxInterval}";
        if (!Weekdays.IsMatch(parts.GetValueOrDefault("WKST", "MO")))
            return "needs a WKST such as MO";
        if (!parts.GetValueOrDefault("BYDAY", "MO").Split(',').All(Weekdays.IsMatch) && (parts["FREQ"] is not ("MONTHLY" or "YEARLY") || !parts["BYDAY"].Split(',').All(NumberedWeekdays.IsMatch)))
            return "needs a BYDAY such as MO,WE; with numbers, such as 2MO or -1FR, only if it is MONTHLY or YEARLY";
        if (!AreNumbers("BYMONTH", 12, isSigned: false))
            return "needs a BYMONTH from 1 to 12";
        if (!AreNumbers("BYMONTHDAY", 31, isSigned: true) || (parts.ContainsKey("BYMONTHDAY") && parts["FREQ"] == "WEEKLY"))
            return "needs a BYMONTHDAY from 1 to 31, or from -1 to -31, and none if it is WEEKLY";
        if (!AreNumbers("BYSETPOS", 366, isSigned: true) || (parts.ContainsKey("BYSETPOS") && !parts.Keys.Any(part => part is "BYDAY" or "BYMONTH" or "BYMONTHDAY")))
            return "needs a BYSETPOS from 1 to 366, or from -1 to -366, beside a BYDAY, BYMONTH or BYMONTHDAY";
        return null;

        bool AreNumbers(string part, int most, bool isSigned) => !parts.TryGetValue(part, out var text) || text.Split(',').All(number =>
            int.TryParse(number, isSigned ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value != 0 && Math.Abs(value) <= most);
    }

    /// <summary>The starts, in order, without exdates.</summary>
    public static IReadOnlyList<LocalDateTime> Starts(SeriesRule rule, DateTimeZone zone) => Expand(rule, zone).Starts;

    /// <summary>All starts in the time that a series may have. Nobody searches any further for a start that comes late, or never.</summary>
    /// <exception cref="ArgumentException">The rule cannot be read.</exception>
    public static RecurrenceStarts Expand(SeriesRule rule, DateTimeZone zone)
    {
        var parts = PartsOf(rule.RRule) ?? throw new ArgumentException($"\"{rule.RRule}\" is no recurrence rule.", nameof(rule));
        var first = SeriesRule.ParseLocal(rule.FromLocal)!.Value;
        var count = parts.TryGetValue("COUNT", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        var until = parts.TryGetValue("UNTIL", out text) ? UntilOf(text, zone)!.Value : LocalDateTime.MaxIsoValue;
        var exdates = rule.Exdates.Select(date => SeriesRule.ParseLocal(date)!.Value).ToHashSet();
        var last = first.PlusYears(SeriesRule.MaxYears);
        var entry = new CalendarEvent
        {
            DtStart = new CalDateTime(first.Year, first.Month, first.Day, first.Hour, first.Minute, first.Second),
            RecurrenceRule = new RecurrenceRule(string.Join(';', WithoutEnd(parts).Append("UNTIL=" + last.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)))),
        };
        var all = Enumerate(entry).Where(start => start >= first).TakeWhile(start => start <= (until < last ? until : last)).Take(count).ToList();
        var starts = all.Where(start => !exdates.Contains(start)).ToList();
        return new(starts, starts.Count > SeriesRule.MaxOccurrences || (parts.ContainsKey("COUNT") ? all.Count < count : until > last));
    }

    // A rule that never comes ends with the calendar.
    private static IEnumerable<LocalDateTime> Enumerate(CalendarEvent entry)
    {
        using var occurrences = entry.GetOccurrences().GetEnumerator();
        while (MoveNext(occurrences))
            yield return Local(occurrences.Current.Period.StartTime);
    }

    private static bool MoveNext(IEnumerator<Occurrence> occurrences)
    {
        try
        {
            return occurrences.MoveNext();
        }
        catch (EvaluationException)
        {
            return false;
        }
    }

    /// <summary>The rule from one of its starts on.</summary>
    public static string Rest(string rrule, int passed)
    {
        var parts = PartsOf(rrule)!;
        if (parts.TryGetValue("COUNT", out var count))
            parts["COUNT"] = (int.Parse(count, CultureInfo.InvariantCulture) - passed).ToString(CultureInfo.InvariantCulture);
        return string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));
    }

    /// <summary>The rule, ending after so many starts.</summary>
    public static string WithCount(string rrule, int count) =>
        string.Join(';', WithoutEnd(PartsOf(rrule)!).Append(string.Create(CultureInfo.InvariantCulture, $"COUNT={count}")));

    // Days of each month of a year: Ical.Net, like other programs, takes only those of the month of the start unless it knows all months.
    private static IEnumerable<string> WithoutEnd(Dictionary<string, string> parts)
    {
        var left = parts.Where(part => part.Key is not ("COUNT" or "UNTIL")).Select(part => $"{part.Key}={part.Value}");
        return parts["FREQ"] == "YEARLY" && parts.ContainsKey("BYMONTHDAY") && !parts.ContainsKey("BYMONTH") ? left.Append("BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12") : left;
    }

    private static Dictionary<string, string>? PartsOf(string rrule)
    {
        var parts = new Dictionary<string, string>();
        foreach (var part in rrule.Split(';'))
            if (part.Split('=') is not [{ Length: > 0 } name, { Length: > 0 } value] || !parts.TryAdd(name.ToUpperInvariant(), value.ToUpperInvariant()))
                return null;
        return parts;
    }

    // A date includes its whole day; a time with Z is in UTC, another one local.
    private static LocalDateTime? UntilOf(string text, DateTimeZone zone)
    {
        if (DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return LocalDateTime.FromDateTime(day).PlusDays(1).PlusTicks(-1);
        if (DateTime.TryParseExact(text, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return LocalDateTime.FromDateTime(local);
        return DateTime.TryParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc)
            ? Instant.From(utc).In(zone) : null;
    }

    [GeneratedRegex("^(MO|TU|WE|TH|FR|SA|SU)$")]
    private static partial Regex WeekdayPattern();

    [GeneratedRegex("^[+-]?([1-9]|[1-4][0-9]|5[0-3])?(MO|TU|WE|TH|FR|SA|SU)$")]
    private static partial Regex NumberedWeekdayPattern();

    private static LocalDateTime Local(CalDateTime start) => new(start.Year, start.Month, start.Day, start.Hour, start.Minute, start.Second);
}

/// <param name="Starts">In order.</param>
/// <param name="IsTooLong">There are too many, or they go on for too long.</param>
public sealed record RecurrenceStarts(IReadOnlyList<LocalDateTime> Starts, bool IsTooLong);
