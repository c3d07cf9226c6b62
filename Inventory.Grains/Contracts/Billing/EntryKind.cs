namespace Inventory.Contracts;

public enum EntryKind
{
    Charge = 1,
    Refund = 2,
    Payment = 3,
}
