using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>The request that runs is an operation of a batch: a feature of its context.</summary>
public sealed class BatchedOperation(AllocationBatch batch, IdempotencyKey? key = null, AllocationOperationResult? first = null)
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The operation continues where it is completed, so that operations end in their order.
    private readonly TaskCompletionSource<AllocationOperationResult> _decided = new();
    private bool _isAlone;
    private bool _takesEffect;

    public static BatchedOperation? Of(HttpContext http) => http.Features.Get<BatchedOperation>();

    /// <summary>False if the operation is only judged, because others of its batch are refused.</summary>
    public static bool TakesEffect(HttpContext http) => Of(http) is not { } operation || operation._isAlone || operation._takesEffect;

    public bool IsAtomic => batch.IsAtomic;

    /// <summary>It took effect before: it only answers again.</summary>
    public bool IsReplay => first is not null;

    /// <summary>Ends when the operation waits for the decision.</summary>
    public Task Waits => _waits.Task;

    internal AllocationOperation? Request { get; private set; }

    internal List<ExpectedVersion> Expected { get; } = [];

    /// <summary>What operations of an atomic batch before this one release.</summary>
    public ImmutableArray<Guid> Released => IsAtomic ? batch.Released : [];

    /// <summary>Before something is read or counted that operations before this one may change: in a batch that is not atomic, they are decided first, and this one goes by itself.</summary>
    /// <returns>Whether it goes by itself.</returns>
    public async ValueTask<bool> BeginAloneAsync()
    {
        if (IsAtomic || _isAlone)
            return _isAlone;
        _isAlone = true;
        await batch.DecideAsync();
        return true;
    }

    /// <summary>The allocation as the operations before this one leave it.</summary>
    public Allocation AfterOthers(Allocation allocation) => IsAtomic ? batch.After(allocation) : allocation;

    /// <returns><c>null</c> if it goes by itself.</returns>
    internal async ValueTask<AllocationOperationResult?> DecideAsync(AllocationOperation request, bool isPreview)
    {
        if (first is not null)
            return first;
        // A dry run is judged on what is durable.
        if (_isAlone || (isPreview && await BeginAloneAsync()))
            return null;
        Request = request with { Key = key };
        _waits.SetResult();
        return await _decided.Task;
    }

    /// <param name="result"><c>null</c> if nothing was decided.</param>
    /// <param name="takesEffect">Whether it did more than judge.</param>
    internal void Complete(AllocationOperationResult? result, bool takesEffect)
    {
        _takesEffect = takesEffect;
        _decided.SetResult(result ?? Undecided);
    }

    internal void Fail(Exception fault) => _decided.TrySetException(fault);

    private static readonly AllocationOperationResult Undecided = new()
    {
        Allocate = AllocateResult.NoSuchResource,
        Update = UpdateAllocationResult.PreconditionFailed,
        Release = ReleaseResult.PreconditionFailed,
        Confirm = ConfirmResult.NoSuchResource,
    };
}

/// <summary>Sends a request to its resource: by itself, or with the others of its batch.</summary>
internal static class BatchedRequests
{
    public static async Task<AllocateResult> AllocateAsync(this IResourceGrain resource, HttpContext http, AllocateRequest request) =>
        await DecideAsync(http, new() { Allocate = request }, request.IsPreview) is { } decided ? decided.Allocate! : await resource.Allocate(request);

    /// <param name="resource">That has the allocation.</param>
    /// <param name="http">The request.</param>
    /// <param name="request">How it changes.</param>
    /// <param name="expected">The version that the caller has counted, if it has.</param>
    public static async Task<UpdateAllocationResult> UpdateAsync(this IResourceGrain resource, HttpContext http, UpdateAllocationRequest request, long? expected = null)
    {
        if (expected is { } version && BatchedOperation.Of(http) is { IsAtomic: true } operation)
            operation.Expected.Add(new(request.AllocationId, version));
        else if (expected is { } alone)
            request = request with { IfMatch = new([alone]) };
        return await DecideAsync(http, new() { Update = request }, request.IsPreview) is { } decided ? decided.Update! : await resource.UpdateAllocation(request);
    }

    public static async Task<ReleaseResult> ReleaseAsync(this IResourceGrain resource, HttpContext http, ReleaseRequest request) =>
        await DecideAsync(http, new() { Release = request }, request.IsPreview) is { } decided ? decided.Release! : await resource.Release(request);

    public static async Task<ConfirmResult> ConfirmAsync(this IResourceGrain resource, HttpContext http, ConfirmRequest request) =>
        await DecideAsync(http, new() { Confirm = request }, request.IsPreview) is { } decided ? decided.Confirm! : await resource.Confirm(request);

    private static async ValueTask<AllocationOperationResult?> DecideAsync(HttpContext http, AllocationOperation request, bool isPreview) =>
        BatchedOperation.Of(http) is { } operation ? await operation.DecideAsync(request, isPreview) : null;
}
