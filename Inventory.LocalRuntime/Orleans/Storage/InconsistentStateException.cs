using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// The record was written by another activation of the grain: what this one knows is old. If its method lets this exception go, the runtime ends the
/// activation, and the next call makes one that reads the record.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Only what storages need.")]
public sealed class InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException = null)
    : OrleansException(errorMsg, storageException!)
{
    public string? StoredEtag => storedEtag;

    /// <summary>What the writer knew.</summary>
    public string? CurrentEtag => currentEtag;

    /// <summary>Whether the activation that met it has not been told to end yet: a caller that lets it go on its own way out stays.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
