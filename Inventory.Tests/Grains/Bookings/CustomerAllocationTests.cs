using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Quotas;
using Inventory.Domain.Time;
using Inventory.Grains.Bookings;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Bookings;

/// <summary>What a customer allocates without a booking counts as long as it is there, by a clock that the test moves.</summary>
public sealed class CustomerAllocationTests : IAsyncLifetime
{
    private const string Type = "Car";
    private const int Most = 3;

    private static readonly TimeSpan MaxHeld = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStore _store;
    private GrainCluster _cluster = null!;
    private Guid _car;

    public CustomerAllocationTests() => _store = new(_clock);

    private ICustomerGrain Customer => _cluster.Grains.GetCustomer("ann");

    private IResourceGrain Car => _cluster.Grains.GetResource(_car);

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_store, silos: 1, clock: _clock);
        _car = (await _cluster.Grains.GetRegistry(Type).Create(new("Car1", default))).Resource!.Id;
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Only_as_many_as_the_limit_says_are_admitted_of_many_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Customer.ReserveAllocation(New()))));
        Assert.Equal(Most, results.Count(result => result.Status == ReserveQuotaStatus.Admitted));
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveQuota(Booking())).Status);
        await Customer.CancelAllocation(results.First(result => result.Status == ReserveQuotaStatus.Admitted).Booking);
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveQuota(Booking())).Status);
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveAllocation(New())).Status);
    }

    [Fact]
    public async Task What_somebody_else_has_released_counts_no_more_and_what_is_under_way_does()
    {
        for (var n = 0; n < Most; n++)
            await AllocatedAsync(n);
        await ReleasedAsync();
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveAllocation(New())).Status);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveAllocation(New())).Status);
        // The resource may decide still.
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveAllocation(New())).Status);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveAllocation(New())).Status);
    }

    [Fact]
    public async Task What_is_over_counts_no_more_and_is_not_moved_past_the_limit()
    {
        var first = await AllocatedAsync(0);
        _clock.Advance(TimeSpan.FromHours(2));
        for (var n = 3; n < Most + 3; n++)
            await AllocatedAsync(n);
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveMove(Move(first, 20))).Status);
        // One that counts already may be moved.
        var counted = (await Car.ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = 9 })).Allocations[^1].Id;
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveMove(Move(counted, 20))).Status);
    }

    [Fact]
    public async Task A_move_that_is_refused_does_not_make_it_count_for_less_long()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < Most; n++)
            ids.Add(await AllocatedAsync(n + 10));
        foreach (var id in ids)
            Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveMove(Move(id, 0))).Status);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ReserveQuotaStatus.TooMany, (await Customer.ReserveAllocation(New() with { Begin = Hour(3) })).Status);
    }

    [Fact]
    public async Task Holds_are_counted_by_their_time_until_they_are_confirmed_or_expire()
    {
        var half = TimeSpan.FromMinutes(30);
        var first = await AllocatedAsync(20, half);
        Assert.Equal(ReserveQuotaStatus.HeldTooLong, (await Customer.ReserveAllocation(New() with { Hold = 2 * half })).Status);
        Assert.Equal(ReserveQuotaStatus.HeldTooLong, (await Customer.ReserveQuota(Booking() with { Items = 2, Hold = half })).Status);
        var booked = await Customer.ReserveQuota(Booking() with { Items = 2, Hold = half / 2 });
        Assert.Equal(ReserveQuotaStatus.HeldTooLong, (await Customer.ReserveAllocation(New() with { Hold = half })).Status);
        Assert.Equal(ConfirmStatus.Firm, (await Car.Confirm(new() { ResourceType = Type, AllocationId = first })).Status);
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveAllocation(New() with { Hold = half })).Status);
        Assert.Equal((ReserveQuotaStatus.Admitted, true), (booked.Status, await Customer.ConfirmQuota(booked.Booking)));
        await Customer.ReleaseQuota(booked.Booking, null);
        _clock.Advance(half);
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveQuota(Booking() with { Items = 4, Hold = half / 2 })).Status);
        // The confirmed one counts on, and the hold that expired does not.
        Assert.Equal([ReserveQuotaStatus.Admitted, ReserveQuotaStatus.TooMany], [(await Customer.ReserveAllocation(New())).Status, (await Customer.ReserveAllocation(New())).Status]);
    }

    [Fact]
    public async Task A_repeated_request_is_the_same_allocation_and_one_that_was_refused_is_forgotten()
    {
        var request = New() with { Key = new("k", 1) };
        var first = await Customer.ReserveAllocation(request);
        await _cluster.DeactivateAsync(Customer);
        Assert.Equal(first.Booking, (await Customer.ReserveAllocation(request with { Id = Guid.NewGuid() })).Booking);
        Assert.Equal(ReserveQuotaStatus.KeyReused, (await Customer.ReserveAllocation(request with { Key = new("k", 2) })).Status);
        await Customer.ReleaseAllocation(first.Booking);
        Assert.Equal(first.Booking, (await Customer.ReserveAllocation(request with { Id = Guid.NewGuid() })).Booking);
        await Customer.CancelAllocation(first.Booking);
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveAllocation(request with { Key = new("k", 2) })).Status);
        Assert.Equal(ReserveQuotaStatus.Begun, (await Customer.ReserveAllocation(New() with { Begin = Hour(-1) })).Status);
    }

    private ReserveAllocationRequest New() => new()
    {
        Id = Guid.NewGuid(),
        Item = Item(20),
        Resource = _car,
        Begin = Hour(20),
        Until = Hour(21),
        MaxBookings = Most,
        MaxHeld = MaxHeld,
    };

    private ReserveMoveRequest Move(Guid id, int hour) => new()
    {
        Id = id, Move = Guid.NewGuid(), Resource = _car, Before = Item(10), After = Item(hour), Version = 1, Expires = Instant.PlusInfinity, MaxBookings = Most,
    };

    private QuotaItem Item(int hour) => new(Type, new(Hour(hour), Hour(hour + 1)));

    private ReserveQuotaRequest Booking() => new() { Booking = Guid.NewGuid(), Until = Hour(21), Hold = TimeSpan.FromMinutes(1), MaxBookings = Most, MaxHeld = MaxHeld };

    /// <summary>Of any of the type: the grain learns of which.</summary>
    private async Task<Guid> AllocatedAsync(int hour, TimeSpan? hold = null)
    {
        var request = New() with { Resource = null, Item = Item(hour), Begin = Hour(hour), Until = Hour(hour + 1), Hold = hold };
        Assert.Equal(ReserveQuotaStatus.Admitted, (await Customer.ReserveAllocation(request)).Status);
        var allocated = await Car.Allocate(new() { ResourceType = Type, Interval = new(Hour(hour), Hour(hour + 1)), Details = new() { Type = "booking" }, Hold = hold, Id = request.Id });
        Assert.Equal(request.Id, allocated.Allocation!.Id);
        Assert.Null(await _cluster.Grains.GetGrain<ICustomerQuotaGrain>("ann").PlaceAllocation(new() { Id = request.Id, Resource = _car, Item = Item(hour), Hold = hold }));
        return request.Id;
    }

    private async Task ReleasedAsync()
    {
        var id = (await Car.ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = 1 })).Allocations[0].Id;
        Assert.Equal(ReleaseStatus.Released, (await Car.Release(new() { ResourceType = Type, AllocationId = id })).Status);
    }

    private readonly Instant _begin = Sample.Clock().Now();

    private Instant Hour(int hours) => new(_begin.Microseconds + hours * 3_600_000_000L);
}
