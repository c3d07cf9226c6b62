namespace Inventory.Store;

/// <summary>The storage did not answer, or failed. Of a commit: its outcome is unknown.</summary>
[GenerateSerializer]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}
