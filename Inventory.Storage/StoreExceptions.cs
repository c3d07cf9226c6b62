namespace Inventory.Storage;

/// <summary>The storage did not answer, or failed. Of a commit: its outcome is unknown.</summary>
[GenerateSerializer, Alias("inventory.store-unavailable-exception")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The storage cannot be used as it is. The message says why and what to do, in sentences for the operator.</summary>
public sealed class StoreOpenException : Exception
{
    public StoreOpenException(string message) : base(message) { }

    public StoreOpenException(string message, Exception inner) : base(message, inner) { }
}
