using Inventory.Domain.Quotas;
using Inventory.Grains.States;

namespace Inventory.Grains.Quotas;

[GrainType("group-quota")]
public sealed class GroupQuotaGrain([PersistentState("group-quota")] IPersistentState<GroupQuotaState> stored, QuotaRules rules, TimeProvider clock) : Grain, IGroupQuotaGrain
{
    private readonly GroupCommitState<GroupQuotaState> _state = new(stored);

    private Instant Now => clock.Now();

    public async Task<QuotaRefusal?> Reserve(QuotaEntry entry, bool isPreview, ImmutableArray<Guid> released)
    {
        var entries = (await _state.ReadAsync()).Prune(rules.Memory, Now);
        var refusal = rules.OfGroups.Judge(entries.RemoveAll(other => released.Contains(other.Id)), entry, Now);
        if (refusal is not null)
        {
            entries = await new CountedAllocations(GrainFactory, clock).FindAsync(entries);
            refusal = rules.OfGroups.Judge(entries.RemoveAll(other => released.Contains(other.Id)), entry, Now);
        }
        if (!isPreview)
            await _state.WriteAsync(new() { Entries = refusal is null ? [.. entries.Where(other => other.Id != entry.Id), entry] : entries });
        return refusal;
    }

    public async Task Put(QuotaEntry entry)
    {
        var state = await _state.ReadAsync();
        await _state.WriteAsync(new() { Entries = [.. state.Entries.Where(other => other.Id != entry.Id), entry] });
    }

    public async Task Remove(Guid id)
    {
        var state = await _state.ReadAsync();
        if (state.Entries.Any(entry => entry.Id == id))
            await _state.WriteAsync(new() { Entries = state.Entries.RemoveAll(entry => entry.Id == id) });
    }

    public async Task<ImmutableArray<QuotaUse>> ReadUse()
    {
        var entries = await new CountedAllocations(GrainFactory, clock).FindAsync((await _state.ReadAsync()).Entries);
        return [.. rules.OfGroups.Select(quota => quota.Use(entries, Now))];
    }
}
