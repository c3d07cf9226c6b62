namespace Inventory.Storage;

/// <summary>The storage did not answer, or failed. The outcome of a commit is unknown.</summary>
[GenerateSerializer, Alias("inventory.store-unavailable-exception")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The storage cannot be used as it is. The message tells the operator why and what to do.</summary>
public sealed class StoreOpenException : Exception
{
    public StoreOpenException(string message) : base(message) { }

    public StoreOpenException(string message, Exception inner) : base(message, inner) { }
}
