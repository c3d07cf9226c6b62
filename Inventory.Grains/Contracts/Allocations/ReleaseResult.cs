namespace Inventory.Contracts;

/// <summary>How a release ended. It has no facts besides.</summary>
[GenerateSerializer]
public enum ReleaseResult
{
    Released = 1,

    NoSuchResource = 2,

    NoSuchAllocation = 3,

    /// <summary>The allocation is not at a version that the caller named.</summary>
    PreconditionFailed = 4,
}
