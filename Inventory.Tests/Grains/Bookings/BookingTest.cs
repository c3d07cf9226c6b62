using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Storage;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Bookings;

/// <summary>A test of bookings with the verbs that it speaks in. Each has a customer of its own.</summary>
public abstract class BookingTest(GrainFixture fixture) : GrainTest(fixture)
{
    protected const long Price = 4900;

    protected string Customer { get; } = $"customer {Guid.NewGuid():N}";

    protected MemoryStateStore States { get; } = fixture.States;

    protected IAccountGrain Account => Cluster.Grains.GetAccount(Customer);

    protected async Task<List<Resource>> NewCarsAsync(int count)
    {
        var cars = new List<Resource>();
        for (var i = 0; i < count; i++)
            cars.Add(await NewCarAsync($"Car{i}"));
        return cars;
    }

    /// <summary>Asks for the same time on these cars; <c>null</c> is any.</summary>
    protected CreateBookingRequest Request(params Resource?[] cars) => new()
    {
        Customer = Customer,
        Expires = In(TimeSpan.FromMinutes(10)),
        Items = [.. cars.Select(car => new BookingItem { ResourceType = Type, ResourceId = car?.Id, Interval = Future, Quote = Quote })],
    };

    protected static Instant In(TimeSpan time) => new(TimeProvider.System.Now().Microseconds + (long)time.TotalMicroseconds);

    /// <summary>Far ahead, so that all is given back.</summary>
    protected static Interval Future { get; } = new(At(2046), At(2047));

    protected static Instant At(int year) => Instant.From(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    protected static Quote Quote { get; } = new() { TariffVersion = "1", Lines = [], Total = new(Price, "EUR"), Cancellation = [new(TimeSpan.FromDays(1), 50)] };

    /// <summary>What has begun: it ends so long from now, or ended so long ago. A hundredth of the price is due for each hour that it is late.</summary>
    protected CreateBookingRequest Begun(TimeSpan end, params Resource?[] cars)
    {
        var request = Request(cars);
        var interval = new Interval(FromNow(-TimeSpan.FromDays(9)), FromNow(end));
        return request with
        {
            Items = [.. request.Items.Select(item => item with
            {
                Interval = interval,
                Quote = Quote with { LateReturn = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), new(Price / 100, "EUR")) },
            })],
        };
    }

    protected static Instant FromNow(TimeSpan time) => new(TimeProvider.System.Now().Microseconds + (long)time.TotalMicroseconds);

    /// <summary>That all items of a booking are back.</summary>
    protected static ReturnBookingRequest BackAt(Instant at, CreateBookingRequest of) => new() { At = at, FreeFrom = [.. of.Items.Select(_ => at)], RequestedBy = new("user:op") };

    /// <summary>A booking that the customer may make.</summary>
    protected async Task<IBookingGrain> AdmittedAsync(TimeSpan? hold = null)
    {
        var id = Guid.NewGuid();
        var admitted = await Cluster.Grains.GetCustomer(Customer).ReserveQuota(new() { Booking = id, Until = Future.To, Hold = hold ?? TimeSpan.FromMinutes(20) });
        Assert.Equal((ReserveQuotaStatus.Admitted, id), (admitted.Status, admitted.Booking));
        return Cluster.Grains.GetBooking(id);
    }

    protected async Task<(IBookingGrain Grain, CreateBookingResult Result)> BookAsync(CreateBookingRequest request)
    {
        var grain = await AdmittedAsync();
        return (grain, await grain.Create(request));
    }

    /// <summary>The allocations of a booking on these cars.</summary>
    protected async Task<List<Allocation>> HeldBy(IBookingGrain booking, IEnumerable<Resource> cars)
    {
        var all = new List<Allocation>();
        foreach (var car in cars)
            all.AddRange((await AllocationsOf(car)).Where(a => a.Booking == booking.Id()));
        return all;
    }

    protected async Task<IBookingGrain> ConfirmedAsync(CreateBookingRequest request)
    {
        var (booking, held) = await BookAsync(request);
        Assert.Equal(CreateBookingStatus.Held, held.Status);
        Assert.Equal(BookingOutcome.Done, (await booking.Confirm()).Outcome);
        return booking;
    }

    /// <summary>Takes an allocation from a booking, as the booking itself would.</summary>
    protected Task<ReleaseResult> Release(IBookingGrain booking, Resource car, Guid allocation) =>
        GrainOf(car).Release(new() { ResourceType = Type, AllocationId = allocation, Booking = booking.Id() });

    /// <returns>What the customer owes, after it was seen that the ledger sums to zero.</returns>
    protected async Task<long> OwedAsync()
    {
        var account = await Account.Read(0, int.MaxValue - 1);
        Assert.Equal(0, account.Entries.SelectMany(entry => entry.Lines).Sum(line => line.Amount.MinorUnits));
        return account.Balance?.MinorUnits ?? 0;
    }

    /// <summary>Does it while one of the next writes fails, or none; what was not answered is not asked again.</summary>
    protected async Task TryAsync<T>(Random random, Func<Task<T>> step)
    {
        var fault = random.Next(7);
        States.Spare(random.Next(7));
        if (fault == 0) Memory.FailBeforeWrite(1 + random.Next(2));
        if (fault == 1) Memory.FailAfterWrite(1 + random.Next(2));
        if (fault is 2 or 4) States.FailBeforeWrite(1 + random.Next(3));
        if (fault is 3 or 5) States.FailAfterWrite(1 + random.Next(3));
        try
        {
            await step();
        }
        catch (Exception e) when (e is StoreUnavailableException or Orleans.Storage.InconsistentStateException)
        {
            // As the power failure of an answer.
        }
        Memory.FailBeforeWrite(0);
        Memory.FailAfterWrite(0);
        States.FailBeforeWrite(0);
        States.FailAfterWrite(0);
        States.Spare(0);
    }
}

internal static class BookingIds
{
    public static Guid Id(this IBookingGrain booking) => Guid.Parse(booking.GetPrimaryKeyString());
}
