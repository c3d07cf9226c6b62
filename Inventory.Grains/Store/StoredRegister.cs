using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>The register of one resource type as it was committed.</summary>
/// <param name="Resources">The resources that are not deleted, by ordinal.</param>
/// <param name="LastOrdinal">The highest ordinal ever given, to deleted resources too; 0 before the first.</param>
public sealed record StoredRegister(IReadOnlyList<Resource> Resources, long LastOrdinal)
{
    /// <summary>What requests with keys have made in the time for which keys are kept, oldest first.</summary>
    public IReadOnlyList<KeptCreation> Creations { get; init; } = [];
}
