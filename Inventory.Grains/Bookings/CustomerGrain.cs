using Inventory.Domain.Bookings;
using Inventory.Grains.Resources;
using Inventory.Grains.States;

namespace Inventory.Grains.Bookings;

[GrainType("customer")]
public sealed class CustomerGrain([PersistentState("customer")] IPersistentState<CustomerState> stored, TimeProvider clock) : Grain, ICustomerGrain
{
    private readonly GroupCommitState<CustomerState> _state = new(stored);

    private Instant Now => clock.Now();

    public Task<ReserveQuotaResult> ReserveQuota(ReserveQuotaRequest request) => ReserveAsync(state => state.ReserveQuota(request, Now));

    public async Task<bool> ConfirmQuota(Guid booking)
    {
        var state = await _state.ReadAsync();
        var (isCounted, next) = state.ConfirmQuota(booking, Now);
        await _state.WriteAsync(next);
        return isCounted;
    }

    public async Task<ReserveQuotaStatus> ExtendQuota(Guid booking, Instant until, Instant? begin, TimeSpan? maxAhead)
    {
        var (status, next) = (await _state.ReadAsync()).ExtendQuota(booking, until, begin, maxAhead, Now);
        await _state.WriteAsync(next);
        return status;
    }

    public async Task ReleaseQuota(Guid booking, Instant? until)
    {
        var state = await _state.ReadAsync();
        await _state.WriteAsync(state.End(booking, until ?? Now));
    }

    public async Task<int> CountOpen() => (await _state.ReadAsync()).Bookings.Count(booking => booking.Counts(Now));

    public Task<ReserveQuotaResult> ReserveAllocation(ReserveAllocationRequest request) => ReserveAsync(state => state.ReserveAllocation(request, Now));

    public async Task LocateAllocation(Guid id, Guid resource) => await _state.WriteAsync((await _state.ReadAsync()).LocateAllocation(id, resource));

    public async Task ConfirmAllocation(Guid id) => await _state.WriteAsync((await _state.ReadAsync()).ConfirmAllocation(id));

    public async Task ReleaseAllocation(Guid id) => await _state.WriteAsync((await _state.ReadAsync()).ReleaseAllocation(id));

    public async Task CancelAllocation(Guid id) => await _state.WriteAsync((await _state.ReadAsync()).CancelAllocation(id));

    public async Task CancelQuota(Guid booking)
    {
        var state = await _state.ReadAsync();
        await _state.WriteAsync(state.CancelQuota(booking));
    }

    public async Task<ImmutableArray<Guid>> ListLatest(int limit) => [.. (await _state.ReadAsync()).Bookings.TakeLast(limit).Select(booking => booking.Id)];

    public async Task<BookingPage> List(long after, int limit)
    {
        var state = await _state.ReadAsync();
        var found = state.Bookings.Where(booking => booking.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return new([.. page.Select(booking => booking.Ordinal)], [.. page.Select(booking => booking.Id)], HasMore: found.Count > limit);
    }

    // Operators release allocations, and delete resources, without this grain: before it refuses, it asks the resources.
    private async Task<ReserveQuotaResult> ReserveAsync(Func<CustomerState, (ReserveQuotaResult Result, CustomerState Next)> decide)
    {
        var (result, next) = decide(await _state.ReadAsync());
        if (result.Status is ReserveQuotaStatus.TooMany or ReserveQuotaStatus.HeldTooLong && !next.AllocationsOrNone().IsEmpty)
        {
            var allocations = await Task.WhenAll(next.AllocationsOrNone().Select(FindAsync));
            (result, next) = decide(next with { Allocations = [.. allocations.OfType<CustomerAllocation>()] });
        }
        await _state.WriteAsync(next);
        return result;
    }

    private async Task<CustomerAllocation?> FindAsync(CustomerAllocation allocation)
    {
        if (allocation.IsUnderWay(Now) || !allocation.Counts(Now)) return allocation;
        if (allocation.Resource is not { } resource) return null;
        try
        {
            var found = (await GrainFactory.GetResource(resource).FindAllocation(allocation.ResourceType, allocation.Id)).Allocation;
            return found is null ? null : allocation with { Until = found.Interval.To, Expires = found.Expires };
        }
        catch (ResourceDamagedException)
        {
            return allocation;
        }
    }
}
