using Inventory.Domain.Bookings;
using Inventory.Grains.States;

namespace Inventory.Grains.Bookings;

[GrainType("customer")]
public sealed class CustomerGrain([PersistentState("customer")] IPersistentState<CustomerState> stored, TimeProvider clock) : Grain, ICustomerGrain
{
    private readonly GroupCommitState<CustomerState> _state = new(stored);

    private Instant Now => clock.Now();

    public async Task<ReserveQuotaResult> ReserveQuota(ReserveQuotaRequest request)
    {
        var state = await _state.ReadAsync();
        var (result, next) = state.ReserveQuota(request, Now);
        await _state.WriteAsync(next);
        return result;
    }

    public async Task<bool> ConfirmQuota(Guid booking)
    {
        var state = await _state.ReadAsync();
        var (isCounted, next) = state.ConfirmQuota(booking, Now);
        await _state.WriteAsync(next);
        return isCounted;
    }

    public async Task ReleaseQuota(Guid booking, Instant? until)
    {
        var state = await _state.ReadAsync();
        await _state.WriteAsync(state.End(booking, until ?? Now));
    }

    public async Task<int> CountOpen() => (await _state.ReadAsync()).Bookings.Count(booking => booking.Counts(Now));

    public async Task CancelQuota(Guid booking)
    {
        var state = await _state.ReadAsync();
        await _state.WriteAsync(state.CancelQuota(booking));
    }

    public async Task<BookingPage> List(long after, int limit)
    {
        var state = await _state.ReadAsync();
        var found = state.Bookings.Where(booking => booking.Ordinal > after).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        return new([.. page.Select(booking => booking.Ordinal)], [.. page.Select(booking => booking.Id)], HasMore: found.Count > limit);
    }
}
