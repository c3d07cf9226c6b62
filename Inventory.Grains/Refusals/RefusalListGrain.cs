using Inventory.Domain.Refusals;
using Inventory.Grains.States;

namespace Inventory.Grains.Refusals;

/// <summary>The latest refusals of a resource; the key is its id. They are apart from it, because a calendar is not changed by what it refuses.</summary>
[Alias("inventory.refusal-list-grain")]
public interface IRefusalListGrain : IGrainWithStringKey
{
    /// <summary>Durable when it returns.</summary>
    [Alias("add")]
    Task Add(ImmutableArray<Refusal> refusals);

    [Alias("read")]
    Task<RefusalsState> Read();
}

[GrainType("refusals")]
public sealed class RefusalListGrain([PersistentState("refusals")] IPersistentState<RefusalsState> stored) : Grain, IRefusalListGrain
{
    private readonly GroupCommitState<RefusalsState> _state = new(stored);

    public async Task Add(ImmutableArray<Refusal> refusals) => await _state.WriteAsync(refusals.Aggregate(await _state.ReadAsync(), (state, refusal) => state.Add(refusal)));

    public async Task<RefusalsState> Read() => await _state.ReadAsync();
}

public static class RefusalKeys
{
    public static IRefusalListGrain GetRefusals(this IGrainFactory grains, Guid resource) => grains.Get<IRefusalListGrain>(resource.ToString("D"));
}
