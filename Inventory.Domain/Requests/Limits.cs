namespace Inventory.Domain.Requests;

public sealed record Limits
{
    /// <summary>Bytes of UTF-8 in a resource's attributes, and in an allocation's dump.</summary>
    public const int JsonBytes = 16 * 1024;

    public static readonly Limits Default = new();

    /// <summary>The most conflicts that a refusal names.</summary>
    public int Conflicts { get; init; } = 1000;

    public int Alternatives { get; init; } = 3;

    /// <summary>How long answers to idempotent requests and expired holds are stored.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = RetentionPeriod.Default;
}
