namespace Inventory.Domain.Time;

/// <summary>
/// The time <c>[From, To)</c>: From belongs to it, To does not, so that intervals back to back touch and do not overlap.
/// Either end may be infinite. Never empty, except <c>default</c>, which overlaps nothing.
/// </summary>
[GenerateSerializer, Immutable, Alias("inventory.interval")]
public readonly record struct Interval
{
    /// <param name="from">The first moment, or <see cref="Instant.MinusInfinity"/>.</param>
    /// <param name="to">The first moment after it, or <see cref="Instant.PlusInfinity"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public Interval(Instant from, Instant to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        From = from;
        To = to;
    }

    /// <summary>All of time.</summary>
    public static readonly Interval Always = new(Instant.MinusInfinity, Instant.PlusInfinity);

    [Id(0)]
    public Instant From { get; }

    [Id(1)]
    public Instant To { get; }

    public bool Overlaps(Interval other) => (From > other.From ? From : other.From) < (To < other.To ? To : other.To);

    public override string ToString() => $"[{From}, {To})";
}
