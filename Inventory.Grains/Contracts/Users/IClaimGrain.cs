namespace Inventory.Contracts;

/// <summary>Keeps a username or a mail address for one user. Its key says which of the two, and what, without regard to the case of letters.</summary>
public interface IClaimGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes it for a user that is about to be made. Who has it keeps it; who took it a minute ago and came to nothing, loses it.
    /// </summary>
    /// <returns>False when it is another's.</returns>
    Task<bool> Take(Guid user);

    /// <summary>Gives it back, if it is this user's.</summary>
    Task Release(Guid user);

    /// <returns>Who took it: a user, or one that came to nothing.</returns>
    Task<Guid?> Find();
}
