using Inventory.Domain.Allocations;

namespace Inventory.Grains.Resources;

/// <summary>What operations were answered that took effect together. One that changed nothing has no record: the history shows what it found.</summary>
internal sealed class DecidedOperations(IEventReader store, Guid resource)
{
    private const int EventsAtOnce = 1_000;

    private ResourceState _state = ResourceState.None;

    /// <param name="operations">In their order.</param>
    /// <param name="records">Of each; at least one is there.</param>
    public async Task<ImmutableArray<AllocationOperationResult>> ReadAsync(ImmutableArray<DecidedOperation> operations, ImmutableArray<IdempotencyRecord?> records)
    {
        var results = ImmutableArray.CreateBuilder<AllocationOperationResult>(operations.Length);
        var version = records.First(record => record is not null)!.Version - 1;
        foreach (var (operation, record) in operations.Zip(records))
        {
            version = record?.Version ?? version;
            results.Add(BatchDecisions.ResultOf(operation.Kind, record is null ? await FindAsync(operation.Allocation!.Value, version) : record.Allocation));
        }
        return results.MoveToImmutable();
    }

    private async Task<Allocation> FindAsync(Guid allocation, long version)
    {
        while (_state.Version < version)
        {
            var events = await store.ReadHistoryAsync(resource, _state.Version, (int)Math.Min(EventsAtOnce, version - _state.Version), CancellationToken.None);
            if (events.Count == 0)
                break;
            _state = events.Aggregate(_state, static (state, one) => state.Apply(one.Change, one.At));
        }
        return _state.Calendar.Find(allocation) ?? throw new InvalidOperationException($"Resource {resource} has no allocation {allocation} in its version {version}.");
    }
}
