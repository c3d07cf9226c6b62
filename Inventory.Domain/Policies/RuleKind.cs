namespace Inventory.Domain.Policies;

/// <summary>The rules by which a wanted time is judged.</summary>
public enum RuleKind
{
    /// <summary>Notice, ahead, shortest or longest.</summary>
    Bounds = 1,
    Slots = 2,
    Hours = 3,
    Overlap = 4,
    Turnaround = 5,

    /// <summary>A booking that is confirmed already cannot wait for an approval.</summary>
    Approval = 6,

    /// <summary>Not so many units of a pool are free.</summary>
    Capacity = 7,
}

/// <summary>The rules that an operator may set aside for one allocation.</summary>
[Flags]
public enum RuleOverrides : byte
{
    None = 0,
    Hours = 1,
    Turnaround = 2,
    Quota = 4,
}
