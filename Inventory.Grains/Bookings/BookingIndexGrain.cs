using Inventory.Domain.Bookings;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>All bookings, in the order in which they were made. The key is the number of a page, or <see cref="BookingIndexKeys.Last"/> for the one that grows.</summary>
[Alias("inventory.booking-index-grain")]
public interface IBookingIndexGrain : IGrainWithStringKey
{
    /// <summary>Durable when it returns. Only the last page grows.</summary>
    [Alias("add")]
    Task Add(Guid booking);

    /// <summary>For the last page, which is full.</summary>
    [Alias("keep")]
    Task Keep(BookingIndexState page);

    [Alias("read")]
    Task<BookingIndexState> Read();
}

// Reentrant: bookings that are made at once share the writes.
[Reentrant]
[GrainType("booking-index")]
public sealed class BookingIndexGrain([PersistentState("page")] IPersistentState<BookingIndexState> stored) : Grain, IBookingIndexGrain
{
    private readonly GroupCommitState<BookingIndexState> _state = new(stored);

    public async Task Add(Guid booking)
    {
        await _state.ReadAsync();
        while (_state.Value is { Bookings.Length: >= BookingIndexState.PageSize } page)
        {
            // Again after a crash, or by others meanwhile: the page is the same.
            await GrainFactory.GetBookingIndex(page.Number).Keep(page);
            if (_state.Value.Number == page.Number)
                _state.Value = new() { Number = page.Number + 1 };
        }
        _state.Value = _state.Value.Add(booking);
        await _state.FlushAsync();
    }

    public async Task Keep(BookingIndexState page)
    {
        await _state.ReadAsync();
        _state.Value = page;
        await _state.FlushAsync();
    }

    public async Task<BookingIndexState> Read() => await _state.ReadAsync();
}

public static class BookingIndexKeys
{
    public const string Last = "last";

    /// <param name="grains">Of the cluster.</param>
    /// <param name="number">Of a page that is full; <c>null</c> for the last one.</param>
    public static IBookingIndexGrain GetBookingIndex(this IGrainFactory grains, long? number = null) =>
        grains.Get<IBookingIndexGrain>(number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Last);

    /// <summary>Bookings after a position, which counts them from 1.</summary>
    /// <returns>What the page of that position has left, and whether a further page follows.</returns>
    public static async Task<(ImmutableArray<Guid> Bookings, bool HasMore)> ListBookingsAsync(this IGrainFactory grains, long after)
    {
        var last = await grains.GetBookingIndex().Read();
        var (number, offset) = Math.DivRem(after, BookingIndexState.PageSize);
        if (number > last.Number)
            return ([], false);
        var page = number == last.Number ? last : await grains.GetBookingIndex(number).Read();
        return (offset < page.Bookings.Length ? page.Bookings[(int)offset..] : [], number < last.Number);
    }
}
