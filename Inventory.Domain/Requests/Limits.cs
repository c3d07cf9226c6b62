namespace Inventory.Domain.Requests;

/// <summary>How much of anything there may be.</summary>
public sealed record Limits
{
    /// <summary>Bytes of UTF-8 in a resource's attributes, and in an allocation's dump.</summary>
    public const int JsonBytes = 16 * 1024;

    public static readonly Limits Default = new();

    /// <summary>The allocations that a refusal names at most.</summary>
    public int Conflicts { get; init; } = 1000;

    /// <summary>The times that a refusal offers instead, at most.</summary>
    public int Alternatives { get; init; } = 3;

    /// <summary>How long answers to requests that may be sent again are remembered, and holds that ended.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;
}
