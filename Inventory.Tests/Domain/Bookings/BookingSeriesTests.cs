using Inventory.Domain.Bookings;
using Inventory.Domain.Time;
using Inventory.Tests.Domain.Pricing;

namespace Inventory.Tests.Domain.Bookings;

/// <summary>A single item, a series of three, and another single item. Each hour costs 10.00, and half of it is refunded a day before.</summary>
public sealed class BookingSeriesTests
{
    private const long Hour = 3_600_000_000;

    [Fact]
    public void Callers_count_a_series_as_one()
    {
        var groups = Booking().Items.Groups();
        Assert.Equal([[0], [1, 2, 3], [4]], groups.Select(group => group.ToArray()));
        Assert.Equal([0, 1, 1, 1, 2], Enumerable.Range(0, 5).Select(index => Booking().Items.NumberOf(index)));
    }

    [Fact]
    public void A_series_is_one_line_of_the_invoice()
    {
        var charge = Booking().ChargeOf();
        Assert.Equal([1_000, 3_000, 1_000], charge.Lines.Select(line => line.Amount.MinorUnits));
        Assert.Equal($"Car, 3 times, {At(100)} to {At(301)}", charge.Lines[1].Text);
        Assert.Equal($"Car, {At(0)} to {At(1)}", charge.Lines[0].Text);
    }

    [Theory]
    [InlineData(50, null, new[] { 1, 2, 3 })]
    [InlineData(100, null, new[] { 2, 3 })]
    [InlineData(299, null, new[] { 3 })]
    [InlineData(300, BookingOutcome.Begun, new int[0])]
    [InlineData(301, BookingOutcome.Over, new int[0])]
    public void What_has_not_begun_of_a_series_is_cancelled(long hour, BookingOutcome? outcome, int[] indexes)
    {
        Assert.Equal(outcome, Booking().JudgeCancellation(1, At(hour)));
        Assert.Equal(indexes, Booking().CancellableIndexes(1, At(hour)));
    }

    [Fact]
    public void Each_occurrence_is_refunded_by_its_own_begin()
    {
        var state = new BookingState { Booking = Booking() };
        var cancelled = state.CancelItems(Booking().CancellableIndexes(1, At(90)), item => item.RefundAt(At(90)), At(90));
        Assert.Equal([null, 0, 500, 500, null], cancelled.Booking!.Items.Select(item => item.Refund?.MinorUnits));
        Assert.Equal(($"Cancelled: Car, 2 times, {At(200)} to {At(301)}", 1_000), Seen(cancelled));
        Assert.Equal(BookingOutcome.Done, cancelled.Booking.JudgeCancellation(1, At(90)));

        static (string, long) Seen(BookingState state) => (Assert.Single(state.RefundOfCancelled()!.Lines).Text, state.RefundOfCancelled()!.Lines[0].Amount.MinorUnits);
    }

    [Theory]
    [InlineData(103, 700 * (102 + 2))]
    [InlineData(202, 700 * (201 + 1))]
    [InlineData(301, 700 * 300)]
    public void Of_a_series_only_what_began_last_is_late(long hour, long fee)
    {
        // The first item is late from the end of its own hour on.
        var booking = Booking() with { Items = Booking().Items.RemoveAt(4) };
        Assert.Equal(Tariffs.Euro(fee), booking.LateFeeAt(At(hour)));
    }

    private static Instant At(long hour) => new(hour * Hour);

    private static Booking Booking() => new()
    {
        Id = Sample.Id(1),
        Customer = "ann",
        Status = BookingStatus.Confirmed,
        Items = [Item(0), Item(100) with { Series = 0 }, Item(200) with { Series = 0 }, Item(300) with { Series = 0 }, Item(400)],
        Created = new(0),
        Expires = new(0),
        Version = 1,
    };

    private static BookingItem Item(long hour) => new()
    {
        ResourceType = "Car",
        Interval = new(At(hour), At(hour + 1)),
        Quote = new()
        {
            TariffVersion = "1",
            Lines = [],
            Total = Tariffs.Euro(1_000),
            Cancellation = [new(TimeSpan.FromDays(1), 50)],
            LateReturn = new(TimeSpan.Zero, TimeSpan.FromHours(1), Tariffs.Euro(700)),
        },
    };
}
