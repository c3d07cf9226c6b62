namespace Inventory.Contracts;

/// <summary>What was done to a user's account.</summary>
public enum UserChangeKind
{
    Registered = 1,

    RoleChanged = 2,

    /// <summary>All its tokens were ended at once.</summary>
    SessionsEnded = 3,

    Erased = 4,
}
