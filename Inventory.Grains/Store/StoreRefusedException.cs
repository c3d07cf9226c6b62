namespace Inventory.Store;

/// <summary>The storage cannot be used as it is. The message says why and what to do, in sentences for the operator.</summary>
public sealed class StoreRefusedException : Exception
{
    public StoreRefusedException(string message) : base(message) { }

    public StoreRefusedException(string message, Exception inner) : base(message, inner) { }
}
