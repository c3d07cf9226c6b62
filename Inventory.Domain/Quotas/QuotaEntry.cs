namespace Inventory.Domain.Quotas;

/// <summary>A time of a type that counts.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quota-item")]
public sealed record QuotaItem(string ResourceType, Interval Time, int Units = 1)
{
    // Of a time without an end, or without a begin, so much counts.
    private const long Endless = 3_660 * TimeSpan.MicrosecondsPerDay;

    /// <summary>Finite.</summary>
    internal Interval Finite(Instant now)
    {
        var from = Time.From.IsFinite ? Time.From : (Time.To < now ? Time.To : now).Plus(-Endless);
        var to = Time.To.IsFinite ? Time.To : (from > now ? from : now).Plus(Endless);
        return Time.From.IsFinite && Time.To.IsFinite ? Time : new(from.IsFinite ? from : Instant.FirstFinite, to.IsFinite ? to : Instant.LastFinite);
    }
}

/// <summary>Other items in place of those of an entry, while it is decided whether they are.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quota-move")]
public sealed record QuotaMove(Guid Id, ImmutableArray<QuotaItem> Items, Instant At);

/// <summary>A booking, or an allocation without one, as it counts. At each moment it counts for at least what the resources have.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quota-entry")]
public sealed record QuotaEntry
{
    // A request is answered long before.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // What is taken at once may have begun some minutes ago.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Of the booking or the allocation.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Empty for an allocation whose time is not known yet.</summary>
    [Id(1)]
    public required ImmutableArray<QuotaItem> Items { get; init; }

    [Id(2)]
    public ImmutableArray<QuotaMove> Moves { get; init; } = [];

    /// <summary>When it was first counted.</summary>
    [Id(3)]
    public required Instant At { get; init; }

    /// <summary>Infinite unless it is held.</summary>
    [Id(4)]
    public required Instant Expires { get; init; }

    /// <summary>The end of its last item, at the latest.</summary>
    [Id(5)]
    public required Instant Until { get; init; }

    [Id(6)]
    public bool IsBooking { get; init; }

    /// <summary>Where the allocation is; <c>null</c> until it is known, and for a booking.</summary>
    [Id(7)]
    public Guid? Resource { get; init; }

    /// <summary>The version of the allocation that <see cref="Items"/> are from.</summary>
    [Id(8)]
    public long Version { get; init; }

    /// <summary>Made by the customer itself, and not by an operator: the limits of bookings apply.</summary>
    [Id(9)]
    public bool IsLimited { get; init; }

    /// <summary>The requests that try to make the allocation.</summary>
    [Id(10)]
    public int Attempts { get; init; }

    /// <summary>The group that counts it, too.</summary>
    [Id(11)]
    public string? Group { get; init; }

    /// <summary>The occurrences of a series, of which each has an allocation.</summary>
    [Id(12)]
    public bool IsSeries { get; init; }

    public bool IsHold => Expires.IsFinite;

    /// <summary>How many bookings or allocations it is, of those that have not ended.</summary>
    public int CountOpen(Instant now) => !IsThere(now) || now >= Until ? 0 : IsSeries ? Variants.Max(items => items.Count(item => now < item.Time.To)) : 1;

    /// <summary>Whether it may still be there. Of an allocation only its resource knows: a hold may have been confirmed.</summary>
    public bool IsThere(Instant now) => !IsBooking || now < Expires;

    /// <summary>It is over, and has ended so long ago that nothing that begins now is counted beside it.</summary>
    public bool IsOld(TimeSpan memory, Instant now) => !IsThere(now) || now.IsAfter(Until, memory + Grace);

    /// <summary>The resource may not have decided yet.</summary>
    public bool IsUnderWay(Instant now) => !now.IsAfter(At, Longest);

    /// <summary>Without moves that were decided long ago.</summary>
    public IEnumerable<QuotaMove> MovesUnderWay(Instant now) => Moves.Where(move => !now.IsAfter(move.At, Longest));

    /// <summary>It has these items if they are decided, and else those that it has.</summary>
    public QuotaEntry With(QuotaMove move) => (this with { Moves = [.. Moves.Where(other => other.Id != move.Id), move] }).Extended();

    /// <summary>The move is decided.</summary>
    /// <param name="move">Its id.</param>
    /// <param name="items">What it has now; <c>null</c> if it was not moved.</param>
    /// <param name="version">Of the allocation.</param>
    public QuotaEntry Without(Guid move, ImmutableArray<QuotaItem>? items, long version)
    {
        var left = this with { Moves = Moves.RemoveAll(other => other.Id == move) };
        return (items is { } now && version > Version ? left with { Items = now, Version = version } : left).Extended(isShorter: true);
    }

    internal IEnumerable<ImmutableArray<QuotaItem>> Variants => Moves.Select(move => move.Items).Prepend(Items);

    private QuotaEntry Extended(bool isShorter = false) =>
        this with { Until = Variants.SelectMany(items => items).Select(item => item.Time.To).Concat(isShorter ? [] : [Until]).DefaultIfEmpty(Until).Max() };
}

/// <summary>An allocation of any of a type is about to be made here, at this time.</summary>
[GenerateSerializer, Immutable, Alias("inventory.quota-placement")]
public sealed record QuotaPlacement
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required Guid Resource { get; init; }

    [Id(2)]
    public required QuotaItem Item { get; init; }

    [Id(3)]
    public TimeSpan? Hold { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(4)]
    public bool IsPreview { get; init; }
}
