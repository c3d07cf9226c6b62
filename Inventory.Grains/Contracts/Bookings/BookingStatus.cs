namespace Inventory.Contracts;

public enum BookingStatus
{
    /// <summary>Its items are being held. Nobody has been told of it.</summary>
    Trying = 1,

    /// <summary>Every item is held and the price is set aside, until it expires.</summary>
    Held = 2,

    /// <summary>It is decided that it becomes firm.</summary>
    Confirming = 3,

    /// <summary>Every item is firm, and the price is charged.</summary>
    Confirmed = 4,

    /// <summary>It is decided that it ends.</summary>
    Ending = 5,

    /// <summary>Its customer has ended it: every item is free.</summary>
    Cancelled = 6,

    /// <summary>It was not confirmed in time: every item is free, and nothing is charged.</summary>
    Expired = 7,

    /// <summary>An item was not to be had. Nothing is held, and nobody has been told of it.</summary>
    Withdrawn = 8,

    /// <summary>It is decided that everything is back, and what is to be paid for it.</summary>
    Returning = 9,

    /// <summary>Everything is back: what was left of the time is free, and what came late is paid for.</summary>
    Returned = 10,
}
