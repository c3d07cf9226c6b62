namespace Inventory.Storage;

/// <summary>The storage did not answer, or failed. The outcome of a commit is unknown.</summary>
[GenerateSerializer, Alias("inventory.store-unavailable-exception")]
public class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>What is stored of one resource does not agree with its hashes, or cannot be read. A retry does not help; other resources are not affected.</summary>
[GenerateSerializer, Alias("inventory.resource-damaged-exception")]
public sealed class ResourceDamagedException : StoreUnavailableException
{
    public ResourceDamagedException(Guid resourceId, long? version, string reason, Exception? inner = null)
        : base($"Resource {resourceId} is damaged{(version is { } known ? $" at version {known}" : "")}: {reason}", inner!) =>
        (ResourceId, Version, Reason) = (resourceId, version, reason);

    [Id(0)]
    public Guid ResourceId { get; }

    /// <summary>Of the first event or state that does not check; <c>null</c> if it is not known.</summary>
    [Id(1)]
    public long? Version { get; }

    [Id(2)]
    public string Reason { get; }
}

/// <summary>The wanted events of a resource are in an archive that the reader does not have. Those after <see cref="Version"/> can be read.</summary>
[GenerateSerializer, Alias("inventory.events-archived-exception")]
public sealed class EventsArchivedException(Guid resourceId, long version) : Exception($"The events of resource {resourceId} up to version {version} are in an archive.")
{
    [Id(0)]
    public Guid ResourceId { get; } = resourceId;

    /// <summary>Of the last event that is in the archive alone.</summary>
    [Id(1)]
    public long Version { get; } = version;
}

/// <summary>The storage cannot be used as it is. The message tells the operator why and what to do.</summary>
public sealed class StoreOpenException : Exception
{
    public StoreOpenException(string message) : base(message) { }

    public StoreOpenException(string message, Exception inner) : base(message, inner) { }
}
