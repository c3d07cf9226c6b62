namespace Inventory.Domain.Policies;

/// <summary>The time that has to be free between two allocations, by their types.</summary>
public sealed record Turnaround
{
    public TimeSpan Default { get; init; }

    /// <summary>For pairs that differ from <see cref="Default"/>: what ends first, then what begins.</summary>
    public ImmutableDictionary<(string Before, string After), TimeSpan> Between { get; init; } = ImmutableDictionary<(string, string), TimeSpan>.Empty;

    /// <summary>Types that need none before or after them.</summary>
    public ImmutableHashSet<string> Exempt { get; init; } = [];

    /// <summary>The longest of all pairs.</summary>
    public TimeSpan Longest => Between.Values.Append(Default).Max();

    /// <param name="before">The type of the allocation that ends first; <c>null</c> for any.</param>
    /// <param name="after">The type of the allocation that begins later; <c>null</c> for any.</param>
    public TimeSpan Needed(string? before, string? after)
    {
        if (IsExempt(before) || IsExempt(after))
            return TimeSpan.Zero;
        if (before is not null && after is not null)
            return Between.GetValueOrDefault((before, after), Default);
        return Between.Where(pair => (before ?? pair.Key.Before) == pair.Key.Before && (after ?? pair.Key.After) == pair.Key.After).Select(pair => pair.Value).Append(Default).Max();
    }

    private bool IsExempt(string? type) => type is not null && Exempt.Contains(type);
}
