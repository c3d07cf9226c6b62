using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Approvals;

/// <summary>What waits for an approval on the resources of a type; the key is its name. An entry is written before the allocation is made, and may outlive it.</summary>
[Alias("inventory.approval-list-grain")]
public interface IApprovalListGrain : IGrainWithStringKey
{
    /// <summary>Durable when it returns.</summary>
    [Alias("add")]
    Task Add(RequestedAllocation requested);

    /// <summary>Those that wait no more.</summary>
    [Alias("remove")]
    Task Remove(ImmutableArray<RequestedAllocation> decided);

    /// <summary>Oldest first.</summary>
    [Alias("list")]
    Task<ImmutableArray<RequestedAllocation>> List();
}

// Reentrant: requests that are made at once share the writes.
[Reentrant]
[GrainType("approvals")]
public sealed class ApprovalListGrain([PersistentState("approvals")] IPersistentState<ApprovalListState> stored) : Grain, IApprovalListGrain
{
    private readonly GroupCommitState<ApprovalListState> _state = new(stored);

    public async Task Add(RequestedAllocation requested) => await _state.WriteAsync((await _state.ReadAsync()).Add(requested));

    public async Task Remove(ImmutableArray<RequestedAllocation> decided) => await _state.WriteAsync((await _state.ReadAsync()).Remove(decided.ToHashSet()));

    public async Task<ImmutableArray<RequestedAllocation>> List() => (await _state.ReadAsync()).Requested;
}

public static class ApprovalKeys
{
    public static IApprovalListGrain GetApprovals(this IGrainFactory grains, string type) => grains.Get<IApprovalListGrain>(type);
}
