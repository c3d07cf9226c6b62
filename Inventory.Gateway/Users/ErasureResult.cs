namespace Inventory.Gateway.Users;

/// <summary>How it ended that a user was to be erased.</summary>
public enum ErasureStatus
{
    /// <summary>Now or already before.</summary>
    Erased = 1,

    NoSuchUser = 2,

    /// <summary>Something is open.</summary>
    InUse = 3,
}

/// <param name="Status">What became of it.</param>
/// <param name="Open">What is open, as a sentence.</param>
public sealed record ErasureResult(ErasureStatus Status, string? Open = null);
