namespace Inventory.Contracts;

public enum DeliveryStatus
{
    /// <summary>It will be attempted, for the first time or again.</summary>
    Pending = 1,

    /// <summary>The receiver has answered with a status from 200 to 299.</summary>
    Delivered = 2,

    /// <summary>It is given up.</summary>
    Failed = 3,
}
