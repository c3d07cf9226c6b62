using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Batches;

/// <summary>Runs operations on the allocations of one resource, which all take effect in one commit, or none does.</summary>
internal sealed class AtomicBatchRunner(OperationRunner runner, IGrainFactory grains)
{
    // What was counted for a customer may be another thing by the time of the decision.
    private const int MaxAttempts = 20;

    public async Task<IResult> RunAsync(HttpContext http, IReadOnlyList<Operation> operations, IdempotencyKey? key, bool isDryRun)
    {
        var target = operations[0].Target!;
        var resource = grains.GetResource(target.Resource);
        var keys = operations.Select(operation => key is null ? null : key with { Key = $"{key.Key}/{operation.Id}" }).ToList();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var first = key is null ? FindDecidedResult.NotFound : await resource.FindDecided(new(target.Type.Name, [.. operations.Zip(keys, static (operation, of) => new DecidedOperation(of!, operation.Target!.Kind, operation.Target.Allocation))]));
            if (first.Status == FindDecidedStatus.KeyReused) return ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused);
            var batch = new AllocationBatch(resource, isAtomic: true);
            var results = await RunAsync(http, operations, batch, n => new(batch, keys[n], first.Status == FindDecidedStatus.Found ? first.Results[n] : null), isDryRun);
            if (batch.Status != DecideAllStatus.Outdated) return AnswerOf(results);
        }
        return ProblemResult.OfType(ProblemTypes.Unavailable);
    }

    private async Task<OperationResult[]> RunAsync(HttpContext http, IReadOnlyList<Operation> operations, AllocationBatch batch, Func<int, BatchedOperation> begin, bool isDryRun)
    {
        var (results, budget, isRefused) = (new OperationResult[operations.Count], new AnswerBudget(), false);
        foreach (var (n, operation) in operations.Index())
        {
            http.RequestAborted.ThrowIfCancellationRequested();
            var batched = begin(n);
            await batch.StartAsync(batched, async () => results[n] = await runner.RunAsync(http, operation, budget, batched));
            // It does not wait: it was refused before the resource decides, or answers again.
            isRefused |= results[n]?.Status >= StatusCodes.Status400BadRequest;
        }
        await batch.DecideAsync(isPreview: isRefused || isDryRun);
        return results;
    }

    private static IResult AnswerOf(OperationResult[] results)
    {
        var refused = results.Where(result => result.Status >= StatusCodes.Status400BadRequest).ToList();
        if (refused.Count == 0) return new ApiResult<BatchResponse>(200, new(results), BatchJson.Default.BatchResponse);
        // A batch that is sent again later may succeed; what came of one with a fault is unknown.
        if (refused.Find(result => result.Status >= StatusCodes.Status500InternalServerError) is { } fault) return ProblemResult.OfType(ProblemTypes.OfStatus(fault.Status));
        if (refused.Find(result => result.Status == StatusCodes.Status429TooManyRequests) is { } limited)
            return ProblemResult.TooManyRequests(TimeSpan.FromSeconds(int.Parse(limited.Headers["Retry-After"], CultureInfo.InvariantCulture)));
        var named = string.Join(", ", refused.Take(10).Select(result => result.Id));
        return new ProblemResult(ProblemTypes.BatchRefused, $"{refused.Count} of {results.Length} operations are refused, so nothing was changed: {named}{(refused.Count > 10 ? ", …" : ".")}") { Results = results };
    }
}
