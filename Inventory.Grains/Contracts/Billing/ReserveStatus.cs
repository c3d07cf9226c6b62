namespace Inventory.Contracts;

public enum ReserveStatus
{
    Reserved = 1,

    /// <summary>With it the customer would owe more than it may.</summary>
    OverCreditLimit = 2,
}
