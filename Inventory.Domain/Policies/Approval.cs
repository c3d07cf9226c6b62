namespace Inventory.Domain.Policies;

/// <summary>What is allocated has to be approved by somebody else.</summary>
public sealed record Approval
{
    /// <summary>The allocation types that need it; empty for all.</summary>
    public ImmutableHashSet<string> AllocationTypes { get; init; } = [];

    /// <summary>Without an answer for so long, the request expires.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(7);

    public bool IsNeededFor(string allocationType) => AllocationTypes.IsEmpty || AllocationTypes.Contains(allocationType);
}
