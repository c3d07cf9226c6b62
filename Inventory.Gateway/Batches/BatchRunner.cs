using Inventory.Gateway.Allocations;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Batches;

/// <summary>
/// Runs operations each on its own. Those on one resource, one booking or one collection run in order, others at once. Operations on allocations of one resource that follow
/// each other are decided by one call.
/// </summary>
internal sealed class BatchRunner(OperationRunner runner, IGrainFactory grains)
{
    // So many share a commit, and others find time between them.
    private const int AtOnce = 64;

    /// <returns>In the order of the operations.</returns>
    public async Task<OperationResult[]> RunAsync(HttpContext http, IReadOnlyList<Operation> operations)
    {
        var (results, budget) = (new OperationResult[operations.Count], new AnswerBudget());
        var subjects = operations.Index().GroupBy(operation => operation.Item.Subject).ToList();
        await Parallel.ForEachAsync(subjects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = http.RequestAborted }, async (subject, aborted) =>
        {
            AllocationBatch? batch = null;
            var isShared = subject.Skip(1).Any();
            foreach (var (n, operation) in subject)
            {
                aborted.ThrowIfCancellationRequested();
                if (operation.Target is { } target && isShared)
                {
                    batch ??= new(grains.GetResource(target.Resource), isAtomic: false);
                    var batched = new BatchedOperation(batch);
                    await batch.StartAsync(batched, () => RunAsync(n, operation, batched));
                }
                else
                {
                    await (batch?.DecideAsync() ?? Task.CompletedTask);
                    await RunAsync(n, operation, batched: null);
                }
            }
            await (batch?.DecideAsync() ?? Task.CompletedTask);
        });
        return results;

        async Task RunAsync(int n, Operation operation, BatchedOperation? batched) => results[n] = await runner.RunAsync(http, operation, budget, batched);
    }
}
