namespace Inventory.Contracts;

/// <summary>How it ended that a key was to be added. It has no facts besides.</summary>
[GenerateSerializer]
public enum AddApiKeyResult
{
    Added = 1,

    NameTaken = 2,

    /// <summary>There are as many as there may be.</summary>
    TooMany = 3,
}
