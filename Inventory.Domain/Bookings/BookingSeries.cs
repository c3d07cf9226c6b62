using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Bookings;

/// <summary>What a caller books as one item may be a series: then the booking has an item for each occurrence, and these stand together.</summary>
public static class BookingSeries
{
    /// <summary>The items as callers count them: a series is one.</summary>
    /// <returns>For each, the indexes of its items in the booking.</returns>
    public static IReadOnlyList<ImmutableArray<int>> Groups(this IReadOnlyList<BookingItem> items) =>
        [.. Enumerable.Range(0, items.Count).GroupBy(index => KeyOf(items[index], index)).Select(group => group.ToImmutableArray())];

    /// <returns>The number of an item as callers count them.</returns>
    public static int NumberOf(this IReadOnlyList<BookingItem> items, int index) => items.Groups().Index().First(group => group.Item.Contains(index)).Index;

    public static Booking With(this Booking booking, ImmutableArray<int> indexes, ImmutableArray<BookingItem> items) =>
        booking with { Items = indexes.Zip(items).Aggregate(booking.Items, (all, one) => all.SetItem(one.First, one.Second)) };

    /// <summary>Of a series, only the occurrence that began last can be late: what came before was back by then.</summary>
    internal static bool IsFollowed(this Booking booking, BookingItem item, Instant moment) => item.Series is { } series
        && booking.Active().Any(next => next.Series == series && next.Interval.From > item.Interval.From && next.Interval.From <= moment);

    /// <summary>A line for each item, and one for a series.</summary>
    internal static IEnumerable<InvoiceLine> LinesOf(this Booking booking, string prefix, IEnumerable<int> indexes, Func<BookingItem, Money> amountOf) =>
        from index in indexes
        group booking.Items[index] by KeyOf(booking.Items[index], index) into items
        let first = items.First()
        let times = items.Count() == 1 ? "" : $"{items.Count()} times, "
        let amount = items.Skip(1).Aggregate(amountOf(first), (sum, item) => sum + amountOf(item))
        select new InvoiceLine($"{prefix}{first.ResourceType}, {times}{first.Interval.From} to {items.Last().Interval.To}", amount);

    private static int KeyOf(BookingItem item, int index) => item.Series is { } series ? -1 - series : index;
}
