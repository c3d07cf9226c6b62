using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Nodes;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Microsoft.Net.Http.Headers;
using NodaTime.Text;
using LocalDate = NodaTime.LocalDate;

namespace Inventory.Gateway.Policies;

/// <summary>The all-day events of a calendar (RFC 5545), also those that repeat.</summary>
internal static class HolidayCalendar
{
    public const int MaxBytes = 1024 * 1024;

    public const string Example = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:christmas\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private const int MaxHolidays = 1_000;

    private const int MaxLabel = 100;

    /// <summary>As the member <c>holidays</c> of a policy has them, or why not.</summary>
    public static async Task<(IReadOnlyList<JsonObject>? Holidays, ProblemResult? Problem)> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var media) || !media.MediaType.Equals("text/calendar", StringComparison.OrdinalIgnoreCase))
            return (null, new(ProblemTypes.UnsupportedMediaType, "Send text/calendar, in UTF-8."));
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, cancellation)) > 0;)
            if (body.Length <= MaxBytes)
                body.Write(buffer, 0, read);
        if (body.Length > MaxBytes)
            return (null, ProblemResult.OfType(ProblemTypes.BodyTooLarge));
        return Read(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }

    private static (IReadOnlyList<JsonObject>? Holidays, ProblemResult? Problem) Read(string text)
    {
        try
        {
            var calendars = Ical.Net.CalendarCollection.Load(text);
            if (calendars.Count == 0)
                return (null, new(ProblemTypes.Malformed, "The body is no calendar: it has no VCALENDAR."));
            var holidays = calendars.SelectMany(calendar => calendar.Events).Where(entry => entry.Start is { HasTime: false }).SelectMany(Of).Take(MaxHolidays + 1).ToList();
            return holidays.Count <= MaxHolidays ? (holidays, null)
                : (null, ProblemResult.Invalid(ValidationError.Member("", $"The calendar has more than {MaxHolidays} holidays in the next ten years.")));
        }
        catch (Exception e) when (e is SerializationException or ArgumentException or FormatException or InvalidOperationException)
        {
            return (null, new(ProblemTypes.Malformed, $"The body is no calendar: {e.Message}"));
        }
    }

    // Those that repeat: for ten years from their first.
    private static IEnumerable<JsonObject> Of(CalendarEvent entry)
    {
        var first = DateOf(entry.Start!);
        var last = first.PlusYears(10);
        var days = entry.End is { } end ? Math.Max(1, NodaTime.Period.DaysBetween(first, DateOf(end))) : 1;
        var starts = entry.RecurrenceRule is null && entry.RecurrenceDates.GetAllDates().FirstOrDefault() is null ? [first]
            : entry.GetOccurrences().Select(occurrence => DateOf(occurrence.Period.StartTime)).TakeWhile(start => start <= last);
        return starts.Select(start => Holiday(start, start.PlusDays(days - 1), entry.Summary));
    }

    private static JsonObject Holiday(LocalDate from, LocalDate to, string? label)
    {
        var holiday = new JsonObject { ["from"] = LocalDatePattern.Iso.Format(from), ["to"] = LocalDatePattern.Iso.Format(to) };
        if (label is { Length: > 0 })
            holiday["label"] = label.Length <= MaxLabel ? label : label[..MaxLabel];
        return holiday;
    }

    private static LocalDate DateOf(CalDateTime date) => new(date.Year, date.Month, date.Day);
}
