using Inventory.Domain.Quotas;

namespace Inventory.Domain.Bookings;

/// <summary>A customer's series that is made or changed.</summary>
[GenerateSerializer, Immutable, Alias("inventory.reserve-series-request")]
public sealed record ReserveSeriesRequest
{
    /// <summary>Of the series.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Of the change.</summary>
    [Id(1)]
    public required Guid Change { get; init; }

    [Id(2)]
    public required Guid Resource { get; init; }

    /// <summary>The occurrences that count now.</summary>
    [Id(3)]
    public ImmutableArray<QuotaItem> Before { get; init; } = [];

    /// <summary>Those that will count, if all can be had.</summary>
    [Id(4)]
    public required ImmutableArray<QuotaItem> After { get; init; }

    /// <summary><c>null</c> for operators.</summary>
    [Id(5)]
    public SeriesLimits? Limits { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(6)]
    public bool IsPreview { get; init; }

    /// <summary>The occurrences that there are.</summary>
    [Id(7)]
    public ImmutableArray<Guid> Allocations { get; init; } = [];
}

/// <summary>What a customer may have that acts for itself.</summary>
/// <param name="MaxBookings">Bookings and allocations that have not ended; each occurrence counts.</param>
/// <param name="MaxAhead">From now to the end of the last.</param>
[GenerateSerializer, Immutable, Alias("inventory.series-limits")]
public sealed record SeriesLimits(int MaxBookings, TimeSpan MaxAhead);

public static class CustomerSeries
{
    /// <summary>Until the change is decided, the series counts for whichever of both is more.</summary>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveSeries(this CustomerState state, ReserveSeriesRequest request, IEnumerable<Quota> quotas, Instant now)
    {
        var before = state;
        state = state.Absorb(request.Allocations, now);
        if (request.Limits is { } limits && Refuse(state, request, limits, now) is { } status)
            return (ReserveQuotaResult.Refused(status), before);
        var known = state.CountedOrNone().FirstOrDefault(entry => entry.Id == request.Id) ?? new()
        {
            Id = request.Id, Items = [], At = now, Expires = Instant.PlusInfinity, Until = Instant.MinusInfinity, Resource = request.Resource, IsLimited = request.Limits is not null, IsSeries = true,
        };
        var entry = (known with { Items = request.Before }).With(new(request.Change, request.After, now));
        if (quotas.Judge(state.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), before);
        return (new(ReserveQuotaStatus.Admitted, request.Id, default), state.Put(entry));
    }

    /// <summary>The change is decided.</summary>
    /// <param name="state">With the series.</param>
    /// <param name="id">Of the series.</param>
    /// <param name="change">Its id; <c>null</c> if it was not reserved.</param>
    /// <param name="items">The occurrences that count now.</param>
    /// <param name="allocations">All occurrences.</param>
    /// <param name="now">For moves that are under way.</param>
    public static CustomerState EndSeriesChange(this CustomerState state, Guid id, Guid? change, ImmutableArray<QuotaItem> items, ImmutableArray<Guid> allocations, Instant now)
    {
        var settled = state.Absorb(allocations, now).Change(id, entry => entry.Without(change ?? Guid.Empty, items, entry.Version + 1));
        return settled.CountedOrNone().FirstOrDefault(entry => entry.Id == id) is { Items.IsEmpty: true, Moves.IsEmpty: true } ? settled.Uncount(id) : settled;
    }

    /// <summary>An occurrence that is moved by itself counts by itself.</summary>
    internal static CustomerState SplitFromSeries(this CustomerState state, ReserveMoveRequest request, Instant now)
    {
        if (state.CountedOrNone().Any(entry => entry.Id == request.Id) || state.CountedOrNone().FirstOrDefault(entry => entry.Id == request.Series) is not { } series)
            return state;
        var split = new QuotaEntry
        {
            Id = request.Id, Items = [request.Before], At = now, Expires = request.Expires, Until = request.Before.Time.To, Resource = request.Resource, Version = request.Version, IsLimited = series.IsLimited,
        };
        return state.Put(series with { Items = series.Items.Remove(request.Before) }).Put(split);
    }

    // The series counts them again, unless one is being moved.
    private static CustomerState Absorb(this CustomerState state, ImmutableArray<Guid> allocations, Instant now)
    {
        var ids = allocations.ToHashSet();
        return state.CountedOrNone().Any(IsAbsorbed) ? state with { Counted = state.CountedOrNone().RemoveAll(IsAbsorbed) } : state;

        bool IsAbsorbed(QuotaEntry entry) => ids.Contains(entry.Id) && !entry.MovesUnderWay(now).Any();
    }

    private static ReserveQuotaStatus? Refuse(CustomerState state, ReserveSeriesRequest request, SeriesLimits limits, Instant now)
    {
        var before = request.Before.ToHashSet();
        var added = request.After.Where(item => !before.Contains(item)).ToList();
        if (added.Any(item => item.Time.To.IsAfter(now, limits.MaxAhead)))
            return ReserveQuotaStatus.TooFarAhead;
        if (added.Any(item => now.IsAfter(item.Time.From, CustomerDecisions.Grace)))
            return ReserveQuotaStatus.Begun;
        var open = request.After.Count(item => now < item.Time.To);
        return open > request.Before.Count(item => now < item.Time.To) && state.Uncount(request.Id).CountOpen(now) + open > limits.MaxBookings ? ReserveQuotaStatus.TooMany : null;
    }
}
