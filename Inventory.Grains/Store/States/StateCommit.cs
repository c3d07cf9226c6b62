using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>One change of one record, fenced by the version that it was decided on.</summary>
public sealed record StateCommit
{
    public required StateKey Key { get; init; }

    /// <summary>The version that the change makes: one above the version that it was decided on, 1 where there was no record.</summary>
    public required long Version { get; init; }

    /// <summary>The whole record as UTF-8; <c>null</c> clears it.</summary>
    public required byte[]? Json { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <exception cref="ArgumentException">It cannot be: a fault of the caller.</exception>
    public void ThrowIfInconsistent()
    {
        if (Version < 1 || !At.IsFinite || Json is [])
            throw new ArgumentException($"The commit of version {Version} of {Key} at {At} has no version, moment or text.");
    }
}
