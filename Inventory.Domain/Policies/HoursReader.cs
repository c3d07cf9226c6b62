using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using DateTimeZone = NodaTime.DateTimeZone;
using LocalDate = NodaTime.LocalDate;

namespace Inventory.Domain.Policies;

/// <summary>The part of <see cref="PolicyReader"/> for hours and holidays.</summary>
internal sealed class HoursReader(PolicyReader reader)
{
    private const int MaxRanges = 24;

    private const int MaxExceptions = 1_000;

    private const int MaxLabel = 100;

    private static readonly string[] Days = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    public OpeningHours? Read(JsonElement json, string path)
    {
        var before = (Zone: (DateTimeZone?)null, Weekly: default(ImmutableArray<ImmutableArray<OpenRange>>), Exceptions: ImmutableArray<SpecialDays>.Empty, Covers: OpeningCover.Whole);
        foreach (var (member, at) in reader.Members(json, path))
            before = member.Name switch
            {
                "time_zone" => before with { Zone = reader.Zone(member.Value, at) },
                "weekly" => before with { Weekly = ReadWeekly(member.Value, at) },
                "exceptions" => before with { Exceptions = ReadExceptions(member.Value, at) },
                "covers" => before with { Covers = ReadCovers(member.Value, at) },
                _ => reader.Unknown(before, at),
            };
        if (before.Zone is { } zone)
            return new() { Zone = zone, Weekly = before.Weekly, Exceptions = before.Exceptions, Covers = before.Covers };
        if (json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("time_zone", out _))
            reader.Refuse($"{path}/time_zone", "is missing");
        return null;
    }

    public ImmutableArray<Holiday> ReadHolidays(JsonElement json, string path) =>
        [.. Limited(json, path).Select(item => ReadDays(item.Value, item.Path, null)).OfType<SpecialDays>().Select(days => new Holiday(days.From, days.To, days.Label))];

    private ImmutableArray<ImmutableArray<OpenRange>> ReadWeekly(JsonElement json, string path)
    {
        var weekly = Enumerable.Repeat(ImmutableArray<OpenRange>.Empty, Days.Length).ToArray();
        foreach (var (member, at) in reader.Members(json, path))
        {
            if (Array.IndexOf(Days, member.Name) is >= 0 and var day)
                weekly[day] = ReadRanges(member.Value, at);
            else
                reader.Refuse(at, $"has to be one of {string.Join(", ", Days)}");
        }
        return [.. weekly];
    }

    private ImmutableArray<SpecialDays> ReadExceptions(JsonElement json, string path)
    {
        var exceptions = Limited(json, path).Select(item => ReadDays(item.Value, item.Path, "open")).OfType<SpecialDays>().OrderBy(exception => exception.From).ToImmutableArray();
        for (var i = 1; i < exceptions.Length; i++)
            if (exceptions[i].From <= exceptions[i - 1].To)
                reader.Refuse(path, $"must not have two for one day, such as {LocalDatePattern.Iso.Format(exceptions[i].From)}");
        return exceptions;
    }

    private SpecialDays? ReadDays(JsonElement json, string path, string? open)
    {
        var (from, to, ranges, label) = ((LocalDate?)null, (LocalDate?)null, ImmutableArray<OpenRange>.Empty, (string?)null);
        foreach (var (member, at) in reader.Members(json, path))
        {
            if (member.Name == "from")
                from = ReadDate(member.Value, at);
            else if (member.Name == "to")
                to = ReadDate(member.Value, at);
            else if (member.Name == "label")
                label = ReadLabel(member.Value, at);
            else if (member.Name == open)
                ranges = ReadRanges(member.Value, at);
            else
                reader.Refuse(at, "is no member of a policy");
        }
        if (json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("from", out _))
            reader.Refuse($"{path}/from", "is missing");
        if (from is not { } first)
            return null;
        if (to < first)
            reader.Refuse($"{path}/to", "must not be before from");
        return new(first, to ?? first, ranges, label);
    }

    private string? ReadLabel(JsonElement json, string path)
    {
        var label = json.ValueKind == JsonValueKind.Null ? null : reader.Text(json, path);
        if (label?.Length > MaxLabel)
            reader.Refuse(path, $"may have {MaxLabel} characters");
        return label;
    }

    private LocalDate? ReadDate(JsonElement json, string path)
    {
        if (reader.Text(json, path) is not { } text)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && date.Year is >= 1 and <= 9998)
            return date;
        reader.Refuse(path, "has to be a date such as 2026-12-24");
        return null;
    }

    private ImmutableArray<OpenRange> ReadRanges(JsonElement json, string path)
    {
        var ranges = new List<OpenRange>();
        foreach (var (value, at) in reader.Items(json, path))
        {
            if (reader.Text(value, at) is not { } text)
                continue;
            if (ReadRange(text) is { } range)
                ranges.Add(range);
            else
                reader.Refuse(at, "has to be two times of a day such as 08:00-18:00; 24:00 is its end");
        }
        ranges.Sort((a, b) => a.From.CompareTo(b.From));
        if (ranges.Zip(ranges.Skip(1)).Any(pair => pair.Second.From < pair.First.To))
            reader.Refuse(path, "must not have times that overlap");
        if (ranges.Count > MaxRanges)
            reader.Refuse(path, $"may have {MaxRanges} times");
        return [.. ranges];
    }

    private static OpenRange? ReadRange(string text) =>
        text.Split('-') is [var from, var to] && ReadMinutes(from) is { } begin && ReadMinutes(to) is { } end && begin < end ? new(begin, end) : null;

    private static int? ReadMinutes(string text)
    {
        if (text == "24:00")
            return 24 * 60;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (int)time.ToTimeSpan().TotalMinutes : null;
    }

    private OpeningCover ReadCovers(JsonElement json, string path)
    {
        switch (reader.Text(json, path))
        {
            case "ends":
                return OpeningCover.Ends;
            case "whole" or null:
                return OpeningCover.Whole;
            default:
                reader.Refuse(path, "has to be whole or ends");
                return OpeningCover.Whole;
        }
    }

    private IEnumerable<(JsonElement Value, string Path)> Limited(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > MaxExceptions)
            reader.Refuse(path, $"may have {MaxExceptions}");
        return reader.Items(json, path).Take(MaxExceptions);
    }
}
