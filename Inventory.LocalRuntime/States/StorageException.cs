using Orleans.Runtime;

namespace Inventory.LocalRuntime;

/// <summary>A storage failed; the inner exception is what it threw. In Orleans it is the base class itself.</summary>
public sealed class StorageException : OrleansException
{
    public StorageException(string message) : base(message) { }

    public StorageException(string message, Exception innerException) : base(message, innerException) { }
}
