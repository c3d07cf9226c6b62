namespace Inventory.Contracts;

/// <summary>What a user may do. Each may do what those before it may.</summary>
public enum UserRole
{
    /// <summary>Books for itself and sees its own.</summary>
    Customer = 1,

    /// <summary>Sees and changes all resources and allocations.</summary>
    Operator = 2,

    /// <summary>Sees and changes users, and keys of other programs.</summary>
    Admin = 3,
}
