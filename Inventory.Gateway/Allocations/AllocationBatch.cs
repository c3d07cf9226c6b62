using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>
/// Operations of a batch on the allocations of one resource. Each runs as a request of its own up to the point where the resource decides. There it waits, so that one call
/// decides many of them in their order.
/// </summary>
/// <remarks>Not thread-safe: one operation runs at a time, and starts when the one before it waits or has ended.</remarks>
public sealed class AllocationBatch(IResourceGrain resource, bool isAtomic)
{
    private readonly List<(BatchedOperation Operation, Task Running)> _waiting = [];

    public bool IsAtomic => isAtomic;

    /// <summary>Of the last decision.</summary>
    public DecideAllStatus Status { get; private set; } = DecideAllStatus.Decided;

    /// <summary>Operations that wait for a decision.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>What the operations that wait would release.</summary>
    internal ImmutableArray<Guid> Released => [.. _waiting.Select(waiting => waiting.Operation.Request!.Release?.AllocationId).OfType<Guid>()];

    /// <summary>Returns when the operation waits or has ended.</summary>
    public async Task StartAsync(BatchedOperation operation, Func<Task> run)
    {
        var running = run();
        if (await Task.WhenAny(running, operation.Waits) == running)
            await running;
        else
            _waiting.Add((operation, running));
    }

    /// <summary>Decides on the operations that wait, and returns when they have ended.</summary>
    /// <param name="isPreview">Of an atomic batch: only judges.</param>
    public async Task DecideAsync(bool isPreview = false)
    {
        if (_waiting.Count == 0)
            return;
        var waiting = _waiting.ToList();
        _waiting.Clear();
        try
        {
            var result = await resource.DecideAll(RequestOf(waiting, isPreview));
            Status = result.Status;
            foreach (var (n, (operation, running)) in waiting.Index())
            {
                // It goes on at once, in this turn: what it does after the decision is done in the order of the batch.
                operation.Complete(result.Status == DecideAllStatus.Outdated ? null : result.Results[n], takesEffect: result.Status == DecideAllStatus.Decided && !isPreview);
                await running;
            }
        }
        catch (Exception fault)
        {
            foreach (var (operation, running) in waiting)
            {
                operation.Fail(fault);
                await running;
            }
            if (isAtomic)
                throw;
        }
    }

    /// <summary>The allocation as the operations that wait would leave it.</summary>
    internal Allocation After(Allocation allocation) => _waiting.Select(waiting => waiting.Operation.Request!.Update).Where(update => update?.AllocationId == allocation.Id)
        .Aggregate(allocation, static (before, update) => (update!.From ?? before.Interval.From, update.To ?? before.Interval.To) is var (from, to) && from < to
            ? before with { Interval = new(from, to), Units = update.Units ?? before.Units }
            : before);

    private DecideAllRequest RequestOf(List<(BatchedOperation Operation, Task Running)> waiting, bool isPreview) => new()
    {
        Operations = [.. waiting.Select(one => one.Operation.Request!)],
        IsAtomic = isAtomic,
        IsPreview = isPreview,
        Expected = [.. waiting.SelectMany(one => one.Operation.Expected).Distinct()],
    };
}
