namespace Inventory.Contracts;

/// <summary>
/// Slows down who guesses. Its key is a username and the address that logs in: who guesses from elsewhere does not keep the user out.
/// It remembers for as long as it is used and forgets after that.
/// </summary>
public interface ILoginGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt, before it is known how it ends.</summary>
    /// <returns>Zero if it may be made; else how long to wait.</returns>
    Task<TimeSpan> Begin();

    /// <summary>The attempt was right: all is forgotten.</summary>
    Task Succeed();
}
