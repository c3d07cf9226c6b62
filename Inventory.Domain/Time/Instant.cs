namespace Inventory.Domain.Time;

/// <summary>
/// A moment in microseconds since 1970-01-01T00:00:00Z: the resolution of both stores. Finite moments are 0001-01-01T00:00:00Z to
/// 9999-12-31T23:59:59.999999Z; <see cref="MinusInfinity"/> and <see cref="PlusInfinity"/> lie before and after all of them.
/// </summary>
[GenerateSerializer, Immutable, Alias("inventory.instant")]
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    public static readonly Instant MinusInfinity = new(long.MinValue);
    public static readonly Instant PlusInfinity = new(long.MaxValue);

    public static readonly Instant FirstFinite = From(DateTime.MinValue);

    public static readonly Instant LastFinite = From(DateTime.MaxValue);

    public bool IsFinite => Microseconds is not (long.MinValue or long.MaxValue);

    /// <summary>Cuts off fractions of a microsecond.</summary>
    public static Instant From(DateTime utc) => new((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond - (IsCut(utc) ? 1 : 0));

    /// <exception cref="InvalidOperationException">The instant is infinite.</exception>
    public DateTime ToDateTime() =>
        IsFinite ? DateTime.UnixEpoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond) : throw new InvalidOperationException("An infinite instant has no date.");

    /// <summary>Whether it lies after the other by more than this time; an infinite end does.</summary>
    public bool IsAfter(Instant other, TimeSpan by) => Microseconds - (Int128)other.Microseconds > (long)by.TotalMicroseconds;

    /// <summary>Infinite where it would leave the finite moments; an infinite moment stays.</summary>
    public Instant Plus(long microseconds)
    {
        if (!IsFinite)
            return this;
        var sum = (Int128)Microseconds + microseconds;
        return sum < FirstFinite.Microseconds ? MinusInfinity : sum > LastFinite.Microseconds ? PlusInfinity : new((long)sum);
    }

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() => this == MinusInfinity ? "-∞" : this == PlusInfinity ? "∞" : ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", null);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    // Integer division rounds towards zero, which would be upwards before 1970.
    private static bool IsCut(DateTime utc) => utc < DateTime.UnixEpoch && utc.Ticks % TimeSpan.TicksPerMicrosecond != 0;
}
