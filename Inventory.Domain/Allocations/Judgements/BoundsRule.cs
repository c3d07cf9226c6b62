using Inventory.Domain.Policies;
using Period = NodaTime.Period;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>Notice and length: how soon, how far ahead, how short and how long.</summary>
internal sealed class BoundsRule(Policy policy, Instant now, bool keepsStart) : ITimeRule
{
    private static readonly SlotGrid Minutes = new(TimeSpan.FromMinutes(1));

    private readonly Instant? _earliest = policy.Notice is { } notice && !keepsStart ? now.Plus((long)notice.TotalMicroseconds) : null;
    private readonly Instant? _latest = policy.Ahead is { } ahead ? LatestEnd(now, ahead) : null;

    public BrokenRule? Check(Interval wanted)
    {
        var texts = new List<string>();
        if (_earliest is { } earliest && wanted.From < earliest)
            texts.Add($"It has to begin at {earliest} or later.");
        if (_latest is { } latest && wanted.To > latest)
            texts.Add($"It has to end by {latest}.");
        if (policy.Shortest is { } shortest && wanted.Length < shortest.TotalMicroseconds)
            texts.Add($"It has to last at least {System.Xml.XmlConvert.ToString(shortest)}.");
        if (policy.Longest is { } longest && wanted.Length > longest.TotalMicroseconds)
            texts.Add($"It may last at most {System.Xml.XmlConvert.ToString(longest)}.");
        return texts.Count == 0 ? null : new() { Kind = RuleKind.Bounds, Text = string.Join(' ', texts) };
    }

    /// <summary>The nearest length that is allowed.</summary>
    public long Clamp(long length)
    {
        if (policy.Longest is { } longest && length > longest.TotalMicroseconds)
            length = (long)longest.TotalMicroseconds;
        return policy.Shortest is { } shortest && length < shortest.TotalMicroseconds ? (long)shortest.TotalMicroseconds : length;
    }

    // A full minute, and not the next one: who is offered it needs time to take it.
    public Instant? Next(Instant from, long length)
    {
        if (Clamp(length) != length)
            return null;
        if (_earliest is { } earliest && from < Offered(earliest))
            from = Offered(earliest);
        return _latest is { } latest && from.Plus(length) > latest ? null : from;
    }

    public Instant? Previous(Instant from, long length)
    {
        if (Clamp(length) != length)
            return null;
        if (_latest is { } latest && from.Plus(length) > latest)
            from = Minutes.Floor(latest.Plus(-length));
        return _earliest is { } earliest && from < Offered(earliest) ? null : from;
    }

    /// <summary>The part of a time in which this rule allows anything.</summary>
    public Interval? Cut(Interval free) => free.Cut(new(_earliest ?? Instant.MinusInfinity, _latest ?? Instant.PlusInfinity));

    private static Instant Offered(Instant earliest) => Minutes.Floor(earliest).Plus(2 * TimeSpan.MicrosecondsPerMinute);

    private static Instant LatestEnd(Instant now, Period ahead)
    {
        try
        {
            return now.In(NodaTime.DateTimeZone.Utc).Plus(ahead).In(NodaTime.DateTimeZone.Utc);
        }
        catch (OverflowException)
        {
            return Instant.PlusInfinity;
        }
    }
}
