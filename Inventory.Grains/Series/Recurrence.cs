using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Inventory.Domain.Series;
using Occurrence = Ical.Net.DataTypes.Occurrence;
using DateTimeZone = NodaTime.DateTimeZone;
using LocalDateTime = NodaTime.LocalDateTime;

namespace Inventory.Grains.Series;

/// <summary>Recurrence rules (RFC 5545, 3.3.10) by Ical.Net, in local time: zones come afterwards.</summary>
public static class Recurrence
{
    private static readonly string[] Frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly string[] Parts = ["FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST"];

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
        return null;
    }

    /// <summary>The starts, in order, without exdates: one more than a series may have if it has too many or goes on for too long.</summary>
    /// <exception cref="ArgumentException">The rule cannot be read.</exception>
    public static IReadOnlyList<LocalDateTime> Starts(SeriesRule rule, DateTimeZone zone)
    {
        var parts = PartsOf(rule.RRule) ?? throw new ArgumentException($"\"{rule.RRule}\" is no recurrence rule.", nameof(rule));
        var first = SeriesRule.ParseLocal(rule.FromLocal)!.Value;
        var count = parts.TryGetValue("COUNT", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : SeriesRule.MaxOccurrences + 1;
        var until = parts.TryGetValue("UNTIL", out text) ? UntilOf(text, zone)!.Value : LocalDateTime.MaxIsoValue;
        var exdates = rule.Exdates.Select(date => SeriesRule.ParseLocal(date)!.Value).ToHashSet();
        var entry = new CalendarEvent
        {
            DtStart = new CalDateTime(first.Year, first.Month, first.Day, first.Hour, first.Minute, first.Second),
            RecurrenceRule = new RecurrenceRule(string.Join(';', parts.Where(part => part.Key is not ("COUNT" or "UNTIL")).Select(part => $"{part.Key}={part.Value}"))),
        };
        return [.. Enumerate(entry).Where(start => start >= first).TakeWhile(start => start <= until).Take(Math.Min(count, SeriesRule.MaxOccurrences + 1)).Where(start => !exdates.Contains(start))];
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

    public static bool IsTooLong(SeriesRule rule, IReadOnlyList<LocalDateTime> starts) =>
        starts.Count > SeriesRule.MaxOccurrences || (starts.Count > 0 && starts[^1] > SeriesRule.ParseLocal(rule.FromLocal)!.Value.PlusYears(SeriesRule.MaxYears));

    /// <summary>The rule from one of its starts on.</summary>
    public static string Rest(string rrule, int passed)
    {
        var parts = PartsOf(rrule)!;
        if (parts.TryGetValue("COUNT", out var count))
            parts["COUNT"] = (int.Parse(count, CultureInfo.InvariantCulture) - passed).ToString(CultureInfo.InvariantCulture);
        return string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));
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

    private static LocalDateTime Local(CalDateTime start) => new(start.Year, start.Month, start.Day, start.Hour, start.Minute, start.Second);
}
