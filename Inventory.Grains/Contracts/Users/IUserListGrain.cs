using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>The ids of a part of the users, for who wants to see all of them. Its key is the number of the part.</summary>
public interface IUserListGrain : IGrainWithStringKey
{
    /// <summary>Adds a user that is about to be made.</summary>
    Task Add(Guid user);

    /// <returns>All that were ever added, in that order; some may have come to nothing.</returns>
    Task<ImmutableArray<Guid>> List();
}
