namespace Inventory.Contracts;

/// <summary>Remembers bookings that are held, or on their way from one status to another, so that none stays there when a process dies. Its key is a number; see <see cref="GrainKeys.GetBookingWatch"/>.</summary>
public interface IBookingWatchGrain : IGrainWithStringKey
{
    /// <returns>Whether it is remembered already.</returns>
    Task<bool> Add(Guid booking);

    Task Remove(Guid booking);

    /// <summary>Lets all that are remembered go on.</summary>
    /// <returns>How many there were.</returns>
    Task<int> Wake();
}
