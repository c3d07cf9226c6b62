namespace Inventory.Contracts;

public enum BookStatus
{
    Held = 1,

    /// <summary>Other allocations are in the way of an item.</summary>
    Overlap = 2,

    /// <summary>No resource of an item's type is free for the whole time.</summary>
    NoneAvailable = 3,

    /// <summary>An item's resource is not there.</summary>
    NoSuchResource = 4,

    /// <summary>With it the customer would owe more than it may.</summary>
    OverCreditLimit = 5,

    /// <summary>It was broken off and is undone, or its time is over: the customer is to be asked for a new one.</summary>
    Withdrawn = 6,
}
