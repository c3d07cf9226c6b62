namespace Inventory.Domain.Quotas;

public sealed record GroupQuotaState
{
    public ImmutableArray<QuotaEntry> Entries { get; init; } = [];

    /// <summary>Without what no quota counts any more.</summary>
    public ImmutableArray<QuotaEntry> Prune(TimeSpan memory, Instant now) => Entries.RemoveAll(entry => entry.IsOld(memory, now));
}
