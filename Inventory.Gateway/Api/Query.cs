namespace Inventory.Gateway.Api;

public sealed class Query
{
    public const int MaxLimit = 1000;

    /// <summary>The parameter of reads of the past.</summary>
    public const string PointInTime = "as_of";

    private readonly List<ValidationError> _faults = [];

    public ProblemResult? Problem => _faults.Count > 0 ? ProblemResult.Invalid(_faults) : null;

    public int Limit(string? text)
    {
        if (text is null)
            return MaxLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
            return limit;
        Refuse("limit", $"has to be a whole number from 1 to {MaxLimit}");
        return MaxLimit;
    }

    /// <summary>Of a pool, how many have to be free.</summary>
    public int Units(string? text)
    {
        if (text is null)
            return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is >= 1 and <= 1_000_000)
            return units;
        Refuse("units", "has to be a whole number from 1 to 1000000");
        return 1;
    }

    /// <summary>The place of an item in its list. A client can send any number.</summary>
    public long? Cursor(string? text, string name = "cursor") => Cursor(text, name, static position => position is >= 0 and <= long.MaxValue / 2);

    /// <summary>The moment at which an item begins or ends.</summary>
    public Instant? MomentCursor(string? text) =>
        Cursor(text, "cursor", static position => new Instant(position) == Instant.MinusInfinity || (new Instant(position) >= Instant.FirstFinite && new Instant(position) <= Instant.LastFinite))
            is { } position ? new Instant(position) : null;

    /// <summary>The moment of an item, and its id: several may have the same moment.</summary>
    public (Instant Moment, Guid Id)? IdCursor(string? text)
    {
        if (text is null)
            return null;
        if (Api.Cursor.TryParse(text, out var position, out var id) && new Instant(position) is var moment && moment >= Instant.FirstFinite && moment <= Instant.LastFinite)
            return (moment, id);
        Refuse("cursor", "is not a cursor of this service");
        return null;
    }

    /// <summary>A missing bound is infinite.</summary>
    public Interval Window(string? from, string? to)
    {
        var start = Bound("from", from, Instant.MinusInfinity);
        var end = Bound("to", to, Instant.PlusInfinity);
        if (start < end)
            return new Interval(start, end);
        if (_faults.Count == 0)
            Refuse("to", "has to be after from");
        return Interval.Always;
    }

    public Interval FiniteWindow(string? from, string? to)
    {
        if (from is null)
            Refuse("from", "is missing");
        if (to is null)
            Refuse("to", "is missing");
        return Window(from, to);
    }

    public Instant? AsOf(string? text, TimeProvider clock)
    {
        if (text is null)
            return null;
        var moment = Bound(PointInTime, text, Instant.MinusInfinity);
        if (moment < clock.Now())
            return moment;
        Refuse(PointInTime, "has to be in the past");
        return null;
    }

    public TimeSpan? Duration(string name, string? text)
    {
        if (text is null)
            return null;
        if (Durations.TryParse(text, out var duration))
            return duration;
        Refuse(name, "has to be an ISO 8601 duration above zero, such as PT1H");
        return null;
    }

    public bool Flag(string name, string? text)
    {
        if (text is null)
            return false;
        if (bool.TryParse(text, out var value))
            return value;
        Refuse(name, "has to be true or false");
        return false;
    }

    public string? Text(string name, string? text, int max)
    {
        if (text is null || text.EnumerateRunes().Count() <= max)
            return text;
        Refuse(name, $"has more than {max} characters");
        return null;
    }

    /// <summary>Several ids; none if the parameter is missing.</summary>
    public IReadOnlyCollection<Guid> Ids(string parameter, string[]? texts)
    {
        var ids = new HashSet<Guid>();
        foreach (var text in texts ?? [])
            if (Uuid.TryParse(text, out var id))
                ids.Add(id);
            else
                Refuse(parameter, "has to be the id of a resource");
        return ids;
    }

    public T? One<T>(string parameter, string? text, IReadOnlyList<T> all, Func<T, string> nameOf) where T : class
    {
        if (all.FirstOrDefault(one => nameOf(one) == text) is { } found)
            return found;
        Refuse(parameter, text is null ? "is missing" : $"has to be one of {string.Join(", ", all.Select(nameOf))}");
        return null;
    }

    private Instant Bound(string name, string? text, Instant whenMissing)
    {
        if (text is null)
            return whenMissing;
        // A client that does not escape the + of an offset sends a space.
        if (Rfc3339.TryParse(text.Replace(' ', '+'), out var instant))
            return instant;
        Refuse(name, $"{Rfc3339.Expected} (and a + in a query is written %2B)");
        return whenMissing;
    }

    /// <summary><paramref name="detail"/> continues a sentence that begins with the parameter's name.</summary>
    public void Refuse(string parameter, string detail) => _faults.Add(ValidationError.Parameter(parameter, $"{parameter} {detail}."));

    private long? Cursor(string? text, string name, Func<long, bool> isPosition)
    {
        if (text is null)
            return null;
        if (Api.Cursor.TryParse(text, out var position) && isPosition(position))
            return position;
        Refuse(name, "is not a cursor of this service");
        return null;
    }
}
