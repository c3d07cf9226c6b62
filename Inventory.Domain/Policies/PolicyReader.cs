using System.Text.Json;
using NodaTime.Text;
using DateTimeZone = NodaTime.DateTimeZone;
using Period = NodaTime.Period;

namespace Inventory.Domain.Policies;

/// <summary>Reads a policy from JSON, and says all that is wrong with it.</summary>
public sealed class PolicyReader
{

    private readonly List<PolicyFault> _faults = [];

    private PolicyReader() { }

    /// <returns>The policy, if there are no faults.</returns>
    public static (Policy? Policy, IReadOnlyList<PolicyFault> Faults) Read(JsonElement json)
    {
        var reader = new PolicyReader();
        var policy = reader.ReadPolicy(json);
        return (reader._faults.Count == 0 ? policy : null, reader._faults);
    }

    /// <exception cref="InvalidDataException">It is none that <see cref="Read"/> accepts.</exception>
    public static Policy Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
            return Policy.None;
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement) is ({ } policy, _) ? policy : throw new InvalidDataException("The policy of a resource is damaged.");
    }

    private Policy ReadPolicy(JsonElement json)
    {
        var policy = Policy.None with { Named = json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject().Select(member => member.Name)] : [] };
        foreach (var (member, path) in Members(json, ""))
            policy = member.Name switch
            {
                PolicyNames.Hours => policy with { Hours = IsNull(member) ? null : new HoursReader(this).Read(member.Value, path) },
                PolicyNames.Holidays => policy with { Holidays = IsNull(member) ? [] : new HoursReader(this).ReadHolidays(member.Value, path) },
                PolicyNames.SlotZone => policy with { SlotZone = IsNull(member) ? null : Zone(member.Value, path) },
                PolicyNames.Turnaround => policy with { Turnaround = IsNull(member) ? null : ReadTurnaround(member.Value, path) },
                PolicyNames.Notice => policy with { Notice = IsNull(member) ? null : Duration(member.Value, path) },
                PolicyNames.Ahead => policy with { Ahead = IsNull(member) ? null : ReadPeriod(member.Value, path) },
                PolicyNames.Shortest => policy with { Shortest = IsNull(member) ? null : Duration(member.Value, path) },
                PolicyNames.Longest => policy with { Longest = IsNull(member) ? null : Duration(member.Value, path) },
                PolicyNames.Approval => policy with { Approval = IsNull(member) ? null : ReadApproval(member.Value, path) },
                PolicyNames.CheckIn => policy with { CheckIn = IsNull(member) ? null : ReadCheckIn(member.Value, path) },
                _ => Unknown(policy, path),
            };
        if (policy.Shortest > policy.Longest)
            Refuse(PolicyNames.Longest, "has to be at least as long as shortest");
        return policy;
    }

    private Approval ReadApproval(JsonElement json, string path)
    {
        var approval = new Approval();
        foreach (var (member, at) in Members(json, path))
            approval = member.Name switch
            {
                "allocation_types" => approval with { AllocationTypes = ReadTypes(member.Value, at) },
                "within" => approval with { Within = Duration(member.Value, at) ?? approval.Within },
                _ => Unknown(approval, at),
            };
        return approval;
    }

    private CheckIn ReadCheckIn(JsonElement json, string path)
    {
        var (checkIn, hasCloses) = (new CheckIn(), false);
        foreach (var (member, at) in Members(json, path))
        {
            hasCloses |= member.Name == "closes";
            checkIn = member.Name switch
            {
                "opens" => checkIn with { Opens = Duration(member.Value, at, isZeroAllowed: true) ?? default },
                "closes" => checkIn with { Closes = Duration(member.Value, at) ?? default },
                "on_miss" => checkIn with { ReleasesOnMiss = ReadOnMiss(member.Value, at) },
                _ => Unknown(checkIn, at),
            };
        }
        if (!hasCloses && json.ValueKind == JsonValueKind.Object)
            Refuse($"{path}/closes", "is missing");
        return checkIn;
    }

    private bool ReadOnMiss(JsonElement json, string path)
    {
        var text = Text(json, path);
        if (text is not (null or "release" or "mark"))
            Refuse(path, "has to be release or mark");
        return text == "release";
    }

    private ImmutableHashSet<string> ReadTypes(JsonElement json, string path) => [.. Items(json, path).Select(item => Text(item.Value, item.Path)).OfType<string>()];

    private Turnaround ReadTurnaround(JsonElement json, string path)
    {
        var turnaround = new Turnaround();
        foreach (var (member, at) in Members(json, path))
            turnaround = member.Name switch
            {
                "default" => turnaround with { Default = Duration(member.Value, at, isZeroAllowed: true) ?? default },
                "between" => turnaround with { Between = ReadPairs(member.Value, at) },
                "exempt" => turnaround with { Exempt = ReadTypes(member.Value, at) },
                _ => Unknown(turnaround, at),
            };
        return turnaround;
    }

    private ImmutableDictionary<(string Before, string After), TimeSpan> ReadPairs(JsonElement json, string path)
    {
        var pairs = ImmutableDictionary.CreateBuilder<(string, string), TimeSpan>();
        foreach (var (member, at) in Members(json, path))
        {
            if (member.Name.Split('>') is [{ Length: > 0 } before, { Length: > 0 } after])
                pairs[(before, after)] = Duration(member.Value, at, isZeroAllowed: true) ?? default;
            else
                Refuse(at, "has to be two allocation types with > in between");
        }
        return pairs.ToImmutable();
    }

    private Period? ReadPeriod(JsonElement json, string path)
    {
        if (Text(json, path) is not { } text)
            return null;
        if (PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: var period } && IsAboveZero(period))
            return period;
        Refuse(path, "has to be an ISO 8601 duration above zero, such as P2Y or PT2H");
        return null;
    }

    internal TimeSpan? Duration(JsonElement json, string path, bool isZeroAllowed = false)
    {
        if (Text(json, path) is not { } text)
            return null;
        if (PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: var period } && period is { Years: 0, Months: 0 } && ToTimeSpan(period) is { } duration
            && (duration > TimeSpan.Zero || (isZeroAllowed && duration == TimeSpan.Zero)))
            return duration;
        Refuse(path, "has to be an ISO 8601 duration of at most ten years without years and months, such as P1D or PT30M");
        return null;
    }

    internal DateTimeZone? Zone(JsonElement json, string path)
    {
        if (Text(json, path) is not { } text)
            return null;
        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone)
            return zone;
        Refuse(path, $"has to be an IANA time zone such as Europe/Copenhagen; \"{text}\" is unknown");
        return null;
    }

    internal string? Text(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString();
        Refuse(path, "has to be a string");
        return null;
    }

    internal IEnumerable<(JsonProperty Member, string Path)> Members(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Object)
            return json.EnumerateObject().Select(member => (member, path.Length == 0 ? Token(member.Name) : $"{path}/{Token(member.Name)}"));
        Refuse(path, "has to be an object");
        return [];
    }

    internal IEnumerable<(JsonElement Value, string Path)> Items(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().Select((item, n) => (item, $"{path}/{n}"));
        Refuse(path, "has to be an array");
        return [];
    }

    // Of a JSON pointer.
    private static string Token(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal void Refuse(string path, string text) => _faults.Add(new(path, text));

    internal T Unknown<T>(T value, string path)
    {
        Refuse(path, "is no member of a policy");
        return value;
    }

    private static bool IsNull(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Null;

    private static bool IsAboveZero(Period period)
    {
        var units = new[] { period.Years, period.Months, period.Weeks, period.Days, period.Hours, period.Minutes, period.Seconds, period.Milliseconds, period.Ticks, period.Nanoseconds };
        return units.All(unit => unit >= 0) && units.Any(unit => unit > 0);
    }

    private static TimeSpan? ToTimeSpan(Period period)
    {
        try
        {
            var duration = period.ToDuration().ToTimeSpan();
            return duration <= TimeSpan.FromDays(3_660) ? duration : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
