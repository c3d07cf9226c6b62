namespace Inventory.Domain.Time;

/// <summary>The half-open interval <c>[From, To)</c>, of which both ends may be infinite. Only <c>default</c> is empty, and overlaps nothing.</summary>
[GenerateSerializer, Immutable, Alias("inventory.interval")]
public readonly record struct Interval
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public Interval(Instant from, Instant to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        From = from;
        To = to;
    }

    public static readonly Interval Always = new(Instant.MinusInfinity, Instant.PlusInfinity);

    [Id(0)]
    public Instant From { get; }

    [Id(1)]
    public Instant To { get; }

    /// <summary>In microseconds; <see cref="long.MaxValue"/> if an end is infinite.</summary>
    public long Length => From.IsFinite && To.IsFinite ? To.Microseconds - From.Microseconds : long.MaxValue;

    /// <summary>What both have in common; <c>null</c> if there is nothing.</summary>
    public Interval? Cut(Interval window)
    {
        var (from, to) = (From > window.From ? From : window.From, To < window.To ? To : window.To);
        return from < to ? new(from, to) : null;
    }

    public bool Overlaps(Interval other) => (From > other.From ? From : other.From) < (To < other.To ? To : other.To);

    public override string ToString() => $"[{From}, {To})";
}
