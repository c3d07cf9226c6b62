namespace Inventory.Contracts;

/// <summary>Which user a registration with an <c>Idempotency-Key</c> makes, as long as keys are kept. Its own key follows from that one.</summary>
public interface IRegistrationKeyGrain : IGrainWithStringKey
{
    /// <param name="user">An id that was never used.</param>
    /// <returns>The id that the key was taken for before, if that is kept; else this one, from now on.</returns>
    Task<Guid> Take(Guid user);
}
