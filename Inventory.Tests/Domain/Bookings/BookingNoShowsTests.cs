using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;
using Inventory.Tests.Domain.Pricing;

namespace Inventory.Tests.Domain.Bookings;

/// <summary>An item from 1,000 to 2,000 at a price of 50.00, whose check-in is over at 1,100.</summary>
public sealed class BookingNoShowsTests
{
    private static readonly NoShowFee Fee = new(Tariffs.Euro(500), 10);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2_000, 0, 2_000)]
    [InlineData(0, 50, 2_500)]
    [InlineData(2_000, 100, 7_000)]
    [InlineData(0, 33.335, 1_667)]
    public void The_fee_is_a_fixed_part_and_a_part_of_the_price(long cents, decimal percent, long expected) =>
        Assert.Equal(Tariffs.Euro(expected), new NoShowFee(Tariffs.Euro(cents), percent).FeeOf(Tariffs.Euro(5_000)));

    [Theory]
    [InlineData(1_099, true, true, false, 1_100L)]
    [InlineData(1_100, true, true, false, null)]
    [InlineData(1_000, false, true, false, null)]
    [InlineData(1_000, true, false, false, null)]
    [InlineData(1_000, true, true, true, null)]
    public void A_check_in_is_expected_if_it_is_still_possible_and_a_missed_one_costs_something(long now, bool hasFee, bool hasWindow, bool isThere, long? expected)
    {
        var item = Item() with { Quote = Item().Quote with { NoShow = hasFee ? Fee : null } };
        var allocation = Allocated(extras => extras with { CheckIn = hasWindow ? extras.CheckIn : null, CheckedIn = isThere ? new Instant(950) : null });
        Assert.Equal(expected, item.Expect(allocation, new(now)).CheckInBy?.Microseconds);
    }

    [Fact]
    public void What_was_missed_has_a_fee_and_everything_else_has_none()
    {
        var due = Item() with { CheckInBy = new(1_100) };
        var missed = due.Judge(Allocated() with { Stage = AllocationStage.NoShow }, new(1_100));
        Assert.Equal((null, Tariffs.Euro(1_000)), (missed.CheckInBy, missed.NoShowFee!.Value));
        Assert.Equal((null, null), Seen(due.Judge(Allocated(extras => extras with { CheckedIn = new(1_050) }), new(1_100))));
        Assert.Equal((null, null), Seen(due.Judge(null, new(1_100))));
        // By the clock of its resource it is not over.
        Assert.Equal((new Instant(1_100), null), Seen(due.Judge(Allocated(), new(1_099))));

        static (Instant? By, Money? Fee) Seen(BookingItem item) => (item.CheckInBy, item.NoShowFee);
    }

    [Fact]
    public void Each_fee_is_on_one_invoice_and_nobody_is_late_with_what_was_missed()
    {
        var booking = Booking(Item() with { NoShowFee = Tariffs.Euro(100) }, Item(), Item() with { NoShowFee = Tariffs.Euro(0) }, Item() with { NoShowFee = Tariffs.Euro(200) });
        var charge = booking.NoShowChargeOf()!;
        Assert.Equal([Tariffs.Euro(100), Tariffs.Euro(200)], charge.Lines.Select(line => line.Amount));
        Assert.Equal(Tariffs.Euro(300), booking.NoShowFee());
        booking = booking.WithNoShowInvoice("2026-000001");
        Assert.Null(booking.NoShowChargeOf());
        booking = booking with { Items = booking.Items.SetItem(1, Item() with { NoShowFee = Tariffs.Euro(50) }) };
        Assert.NotEqual(charge.Id, booking.NoShowChargeOf()!.Id);
        Assert.Equal(("2026-000001", "2026-000002"), (booking.NoShowInvoice(), (booking with { Items = booking.Items.RemoveAt(3) }).WithNoShowInvoice("2026-000002").NoShowInvoice()));
        Assert.Equal(Tariffs.Euro(0), booking.LateFeeAt(new(9_000_000_000_000)));
        Assert.Null(Booking(Item()).NoShowFee());
    }

    private static BookingItem Item() => new()
    {
        ResourceType = "Car",
        Interval = Sample.Interval(1_000, 2_000),
        Quote = new()
        {
            TariffVersion = "1", Lines = [], Total = Tariffs.Euro(5_000), Cancellation = [], NoShow = Fee, LateReturn = new(TimeSpan.Zero, TimeSpan.FromHours(1), Tariffs.Euro(0)),
        },
    };

    private static Booking Booking(params BookingItem[] items) =>
        new() { Id = Sample.Id(1), Customer = "ann", Status = BookingStatus.Confirmed, Items = [.. items], Created = new(0), Expires = new(0), Version = 1 };

    private static Allocation Allocated(Func<AllocationExtras, AllocationExtras>? change = null) => Sample.Allocation(1, 1_000, 2_000, version: 1)
        .With(extras => extras with { CheckIn = new CheckInWindow(new(900), new(1_100), ReleasesOnMiss: true) }).With(change ?? (extras => extras));
}
