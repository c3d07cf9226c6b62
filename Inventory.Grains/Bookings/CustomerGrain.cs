using Inventory.Domain.Bookings;
using Inventory.Domain.Quotas;
using Inventory.Grains.Quotas;
using Inventory.Grains.States;
using Inventory.Grains.Users;

namespace Inventory.Grains.Bookings;

[GrainType("customer")]
public sealed class CustomerGrain([PersistentState("customer")] IPersistentState<CustomerState> stored, QuotaRules rules, TimeProvider clock) : Grain, ICustomerGrain, ICustomerQuotaGrain
{
    private readonly GroupCommitState<CustomerState> _state = new(stored);

    private Instant Now => clock.Now();

    /// <summary>Quotas are of customers: an operator's and a program's own bookings are the place's.</summary>
    private Guid? User => Guid.TryParse(this.GetPrimaryKeyString(), out var user) ? user : null;

    private IReadOnlyList<Quota> Quotas => User is null ? [] : rules.OfCustomers;

    public async Task<ReserveQuotaResult> ReserveQuota(ReserveQuotaRequest request)
    {
        // Its group must not count both.
        var replaced = request.IsPreview || request.Replaces is not { } id ? null : (await ReadAsync()).CountedOrNone().FirstOrDefault(entry => entry.Id == id && entry.Group is not null);
        if (replaced is not null)
            await GrainFactory.GetGroupQuotas(replaced.Group!).Remove(replaced.Id);
        var result = await ReserveAsync(state => state.ReserveQuota(request, Quotas, Now), request.IsPreview);
        if (replaced is not null && result.Status != ReserveQuotaStatus.Admitted)
            await GrainFactory.GetGroupQuotas(replaced.Group!).Put(replaced);
        return result;
    }

    public async Task<bool> ConfirmQuota(Guid booking)
    {
        var (isCounted, next) = (await ReadAsync()).ConfirmQuota(booking, Now);
        await WriteAsync(next, booking);
        return isCounted;
    }

    public Task<ReserveQuotaResult> ExtendQuota(ExtendQuotaRequest request) => ReserveAsync(state => state.ExtendQuota(request, Quotas, Now), request.IsPreview);

    public async Task ReleaseQuota(Guid booking, Instant? until, ImmutableArray<QuotaItem>? left) => await WriteAsync((await ReadAsync()).End(booking, until ?? Now, left ?? []), booking);

    public async Task<int> CountOpen() => (await _state.ReadAsync()).Bookings.Count(booking => booking.Counts(Now));

    public Task<ReserveQuotaResult> ReserveAllocation(ReserveAllocationRequest request) => ReserveAsync(state => state.ReserveAllocation(request, Quotas, Now), request.IsPreview, request.Released);

    public Task<ReserveQuotaResult> ReserveMove(ReserveMoveRequest request) => ReserveAsync(state => state.ReserveMove(request, Quotas, Now), request.IsPreview, request.Released);

    public async Task EndMove(Guid id, Guid move, QuotaItem? item, long version, Guid? resource) => await WriteAsync((await ReadAsync()).EndMove(id, move, item, version, resource), id);

    public async Task<QuotaRefusal?> PlaceAllocation(QuotaPlacement placement) => (await ReserveAsync(state => state.PlaceAllocation(placement, Quotas, Now), placement.IsPreview)).Quota;

    public Task<ReserveQuotaResult> ReserveSeries(ReserveSeriesRequest request) => ReserveAsync(state => state.ReserveSeries(request, Quotas, Now), request.IsPreview);

    public async Task EndSeriesChange(Guid series, Guid? change, ImmutableArray<QuotaItem> items, ImmutableArray<Guid> allocations) =>
        await WriteAsync((await ReadAsync()).EndSeriesChange(series, change, items, allocations, Now), series);

    public async Task ReleaseAllocation(Guid id) => await WriteAsync((await ReadAsync()).ReleaseAllocation(id), id);

    public async Task CancelAllocation(Guid id) => await WriteAsync((await ReadAsync()).CancelAllocation(id), id);

    public async Task CancelQuota(Guid booking) => await WriteAsync((await ReadAsync()).CancelQuota(booking), booking);

    public async Task<ImmutableArray<QuotaUse>> ReadQuotas()
    {
        if (User is null)
            return [];
        var entries = await Counted.FindAsync((await ReadAsync()).CountedOrNone());
        var own = rules.OfCustomers.Select(quota => quota.Use(entries, Now));
        return [.. own, .. await FindGroupAsync() is { } group ? await GrainFactory.GetGroupQuotas(group).ReadUse() : []];
    }

    public async Task<ImmutableArray<Guid>> ListLatest(int limit) => [.. (await _state.ReadAsync()).Bookings.TakeLast(limit).Select(booking => booking.Id)];

    public async Task<BookingPage> List(long after, int limit)
    {
        var state = await _state.ReadAsync();
        var found = state.Bookings.Where(booking => booking.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return new([.. page.Select(booking => booking.Ordinal)], [.. page.Select(booking => booking.Id)], HasMore: found.Count > limit);
    }

    private CountedAllocations Counted => new(GrainFactory, clock);

    private async ValueTask<CustomerState> ReadAsync() => (await _state.ReadAsync()).Prune(rules.Memory, Now);

    private async Task<ReserveQuotaResult> ReserveAsync(Func<CustomerState, (ReserveQuotaResult Result, CustomerState Next)> decide, bool isPreview, ImmutableArray<Guid>? released = null)
    {
        var (result, next) = decide(await ReadAsync());
        // Others may have given time back without this grain: before it refuses, it asks the resources.
        if (result.Status is ReserveQuotaStatus.TooMany or ReserveQuotaStatus.HeldTooLong or ReserveQuotaStatus.OverQuota && next.CountedOrNone().Any(entry => !entry.IsBooking))
            (result, next) = decide(next.Correct(await Counted.FindAsync(next.CountedOrNone())));
        if (result.Status == ReserveQuotaStatus.Admitted && next.CountedOrNone().FirstOrDefault(entry => entry.Id == result.Booking) is { } entry)
        {
            var (refusal, counted) = await ReserveInGroupAsync(entry, isPreview, released ?? []);
            if (refusal is not null) return ReserveQuotaResult.Over(refusal);
            next = next.Put(counted);
        }
        if (!isPreview)
            await _state.WriteAsync(next);
        return result;
    }

    // The group first: what it counts and this grain does not is over with the hold, or not found on its resource.
    private async Task<(QuotaRefusal? Refusal, QuotaEntry Entry)> ReserveInGroupAsync(QuotaEntry entry, bool isPreview, ImmutableArray<Guid> released)
    {
        if (rules.OfGroups.Count == 0 || (entry.Group ?? await FindGroupAsync()) is not { } group)
            return (null, entry);
        var counted = entry with { Group = group };
        return (await GrainFactory.GetGroupQuotas(group).Reserve(counted, isPreview, released), counted);
    }

    private async Task<string?> FindGroupAsync() => rules.OfGroups.Count > 0 && User is { } user ? (await GrainFactory.GetUser(user).Read())?.Group : null;

    /// <param name="next">The entry counts for less, or is gone.</param>
    /// <param name="id">Of the entry.</param>
    private async Task WriteAsync(CustomerState next, Guid id)
    {
        if ((await _state.ReadAsync()).CountedOrNone().FirstOrDefault(entry => entry.Id == id) is { Group: { } group })
            await (next.CountedOrNone().FirstOrDefault(entry => entry.Id == id) is { } left ? GrainFactory.GetGroupQuotas(group).Put(left) : GrainFactory.GetGroupQuotas(group).Remove(id));
        await _state.WriteAsync(next);
    }
}
