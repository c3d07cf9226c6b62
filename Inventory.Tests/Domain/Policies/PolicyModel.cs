using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Policies;

/// <summary>
/// A random policy and its oracle: minute by minute, with the zone data of the operating system. It knows two weeks from midnight UTC of a day near a clock change.
/// </summary>
internal sealed class PolicyModel
{
    public const int Minutes = 14 * 24 * 60;

    private const long MicrosecondsPerMinute = 60_000_000;

    public static readonly string[] Types = ["wide", "narrow", "maintenance"];

    private static readonly (string Zone, DateOnly[] Days)[] Zones =
    [
        ("Europe/Copenhagen", [new(2026, 3, 24), new(2026, 10, 20), new(2026, 7, 1)]),
        ("America/New_York", [new(2026, 3, 3), new(2026, 10, 27)]),
        ("Australia/Lord_Howe", [new(2026, 3, 31), new(2026, 9, 29)]),
        ("Asia/Kolkata", [new(2026, 5, 5)]),
        ("America/Santiago", [new(2026, 3, 31), new(2026, 9, 1)]),
        ("UTC", [new(2026, 12, 20)]),
    ];

    private readonly Random _random;
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _begin;
    private readonly List<(int From, int To)> _open = [];
    private readonly int[] _openBefore = new int[Minutes + 1];
    private readonly Dictionary<(string, string), int> _between = [];
    private readonly HashSet<string> _exempt = [];
    private readonly bool _hasHours;
    private readonly bool _coversEnds;
    private readonly bool _isLocal;
    private readonly int? _slot;
    private readonly int? _notice;
    private readonly int? _ahead;
    private readonly int? _shortest;
    private readonly int? _longest;
    private readonly int? _turnaround;

    public PolicyModel(Random random, int rule)
    {
        _random = random;
        var (zone, days) = Zones[random.Next(Zones.Length)];
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        _begin = days[random.Next(days.Length)].ToDateTime(default, DateTimeKind.Utc);
        Now = random.Next(Minutes / 4);
        var json = new JsonObject();
        // One rule alone, or with 5 whatever comes.
        _hasHours = rule == 0 || (rule == 5 && random.Next(2) == 0);
        if (_hasHours)
            json["hours"] = MakeHours(zone, _coversEnds = random.Next(3) == 0, json);
        if (rule == 1 || (rule == 5 && random.Next(2) == 0))
            json["turnaround"] = MakeTurnaround(out _turnaround);
        if (rule == 2 || (rule == 5 && random.Next(3) == 0))
            _slot = new[] { 15, 30, 45, 60, 7, 1440 }[random.Next(6)];
        _isLocal = _slot is not null && random.Next(2) == 0;
        if (_isLocal)
            json["slot_zone"] = zone;
        _notice = Duration(json, "notice", rule == 3, 0, 600);
        _ahead = Duration(json, "ahead", rule == 3, 5_000, Minutes);
        _shortest = Duration(json, "shortest", rule == 4, 5, 120);
        _longest = Duration(json, "longest", rule == 4, 130, 3_000);
        Json = json.ToJsonString();
        var (policy, faults) = PolicyReader.Read(JsonSerializer.Deserialize<JsonElement>(Json));
        Assert.Empty(faults);
        Rules = Rules.Of(policy!, _slot is { } slot ? TimeSpan.FromMinutes(slot) : null);
    }

    public string Json { get; }

    public Rules Rules { get; }

    /// <summary>In minutes from the begin, as all moments here.</summary>
    public int Now { get; }

    public Instant At(int minute) => new(Instant.From(_begin).Microseconds + (minute * MicrosecondsPerMinute));

    public int MinuteOf(Instant moment) => (int)((moment.Microseconds - Instant.From(_begin).Microseconds) / MicrosecondsPerMinute);

    public bool IsFullMinute(Instant moment) => (moment.Microseconds - Instant.From(_begin).Microseconds) % MicrosecondsPerMinute == 0;

    /// <summary>The rules that a time breaks, in the order of a judgement.</summary>
    public IEnumerable<RuleKind> Broken(int from, int to, string type, IReadOnlyList<(int From, int To, string Type)> others, bool isOffered = false)
    {
        var length = to - from;
        // An offer leaves time to take it: it begins at a full minute, and not the next one.
        if (from < (_notice is null ? int.MinValue : Now + _notice + (isOffered ? 2 : 0)) || to > (_ahead is { } ahead ? Now + ahead : int.MaxValue)
            || length < (_shortest ?? 0) || length > (_longest ?? int.MaxValue))
            yield return RuleKind.Bounds;
        if (_slot is not null && !(IsSlot(from) && IsSlot(to)))
            yield return RuleKind.Slots;
        if (_hasHours && !(_coversEnds ? IsOpenEnd(from) && IsOpenEnd(to) : _openBefore[to] - _openBefore[from] == length))
            yield return RuleKind.Hours;
        if (others.Any(other => other.From < to && from < other.To))
            yield return RuleKind.Overlap;
        if (others.Any(other => (other.To <= from && from - other.To < Needed(other.Type, type)) || (to <= other.From && other.From - to < Needed(type, other.Type))))
            yield return RuleKind.Turnaround;
    }

    private int Needed(string before, string after) =>
        _turnaround is null || _exempt.Contains(before) || _exempt.Contains(after) ? 0 : _between.TryGetValue((before, after), out var needed) ? needed : _turnaround.Value;

    private bool IsOpenEnd(int minute) => _open.Exists(range => range.From <= minute && minute <= range.To);

    private bool IsSlot(int minute)
    {
        var utc = _begin.AddMinutes(minute);
        if (!_isLocal)
            return (long)(utc - DateTime.UnixEpoch).TotalMinutes % _slot!.Value == 0;
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, _zone);
        // Also where the clocks skip midnight, the day begins with a slot.
        return (int)local.TimeOfDay.TotalMinutes % _slot!.Value == 0 || TimeZoneInfo.ConvertTimeFromUtc(utc.AddMinutes(-1), _zone).Date < local.Date;
    }

    private JsonObject MakeHours(string zone, bool coversEnds, JsonObject policy)
    {
        string[] names = ["mo", "tu", "we", "th", "fr", "sa", "su"];
        var weekly = names.Select(_ => MakeRanges()).ToArray();
        var first = DateOnly.FromDateTime(_begin).AddDays(-2);
        var exceptions = Enumerable.Range(0, 18).Where(_ => _random.Next(6) == 0).Select(day => (Day: first.AddDays(day), Ranges: MakeRanges())).ToList();
        var holidays = Enumerable.Range(0, 18).Where(_ => _random.Next(9) == 0).Select(day => first.AddDays(day)).ToList();
        for (var day = first; day < first.AddDays(18); day = day.AddDays(1))
            if (!holidays.Contains(day))
                foreach (var (from, to) in exceptions.Where(exception => exception.Day == day).Select(exception => exception.Ranges).DefaultIfEmpty(weekly[((int)day.DayOfWeek + 6) % 7]).First())
                    Open(UtcOf(day.ToDateTime(default).AddMinutes(from)), UtcOf(day.ToDateTime(default).AddMinutes(to)));
        for (var minute = 0; minute < Minutes; minute++)
            _openBefore[minute + 1] = _openBefore[minute] + (_open.Exists(range => range.From <= minute && minute < range.To) ? 1 : 0);
        policy["holidays"] = new JsonArray([.. holidays.Select(day => new JsonObject { ["from"] = $"{day:yyyy-MM-dd}", ["to"] = $"{day:yyyy-MM-dd}", ["label"] = "Holiday" })]);
        return new()
        {
            ["time_zone"] = zone,
            ["weekly"] = new JsonObject(names.Select((name, n) => KeyValuePair.Create(name, (JsonNode?)TextsOf(weekly[n])))),
            ["exceptions"] = new JsonArray([.. exceptions.Select(exception => new JsonObject { ["from"] = $"{exception.Day:yyyy-MM-dd}", ["open"] = TextsOf(exception.Ranges) })]),
            ["covers"] = coversEnds ? "ends" : "whole",
        };
    }

    private void Open(DateTime from, DateTime to)
    {
        if (from < to)
            _open.Add(((int)(from - _begin).TotalMinutes, (int)(to - _begin).TotalMinutes));
    }

    // A skipped time is shifted forward, of an ambiguous one the earlier counts.
    private DateTime UtcOf(DateTime local)
    {
        if (_zone.IsInvalidTime(local))
            return local - _zone.GetUtcOffset(local.AddHours(-3));
        return local - (_zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local));
    }

    private List<(int From, int To)> MakeRanges()
    {
        var edges = Enumerable.Range(0, 2 * _random.Next(0, 4)).Select(_ => _random.Next(0, 97) * 15).Distinct().Order().ToList();
        var ranges = edges.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])).ToList();
        return _random.Next(5) == 0 ? [(0, 1440)] : ranges;
    }

    private static JsonArray TextsOf(List<(int From, int To)> ranges) =>
        new([.. ranges.Select(range => (JsonNode)$"{range.From / 60:00}:{range.From % 60:00}-{range.To / 60:00}:{range.To % 60:00}")]);

    private JsonObject MakeTurnaround(out int? byDefault)
    {
        byDefault = _random.Next(0, 60);
        var between = new JsonObject();
        foreach (var before in Types)
            foreach (var after in Types)
                if (_random.Next(3) == 0)
                    between[$"{before}>{after}"] = $"PT{_between[(before, after)] = _random.Next(0, 240)}M";
        if (_random.Next(2) == 0)
            _exempt.Add("maintenance");
        return new() { ["default"] = $"PT{byDefault}M", ["between"] = between, ["exempt"] = new JsonArray([.. _exempt.Select(type => (JsonNode)type)]) };
    }

    private int? Duration(JsonObject json, string name, bool isSure, int from, int to)
    {
        if (!isSure && _random.Next(6) > 0)
            return null;
        var minutes = _random.Next(from, to);
        if (minutes == 0)
            return null;
        json[name] = $"PT{minutes}M";
        return minutes;
    }
}
