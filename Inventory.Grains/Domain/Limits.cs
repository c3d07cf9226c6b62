namespace Inventory.Domain;

/// <summary>How much of anything there may be.</summary>
public static class Limits
{
    /// <summary>The allocations that a refusal names at most.</summary>
    public const int Conflicts = 1000;

    /// <summary>The times that a refusal offers instead, at most.</summary>
    public const int Alternatives = 3;

    /// <summary>Bytes of UTF-8 in a resource's attributes, and in an allocation's dump.</summary>
    public const int JsonBytes = 16 * 1024;
}
