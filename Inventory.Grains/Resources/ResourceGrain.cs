using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

// Reentrant, so that it decides while commits run; see CommitPipeline.
[Reentrant]
[GrainType("resource")]
public sealed class ResourceGrain(IStore store, LocalResourceCache localResources, TimeProvider clock, IOptions<LimitsOptions> options) : Grain, IResourceGrain
{
    private readonly Limits _limits = options.Value.ToLimits();
    private CommitPipeline _pipeline = null!;
    private HoldExpiryTimer _holds = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _pipeline = new CommitPipeline(Guid.Parse(this.GetPrimaryKeyString()), store, localResources, clock, _limits.IdempotencyRetention);
        _holds = new HoldExpiryTimer(this, clock, RecordExpiredHoldsAsync);
        await _pipeline.LoadAsync();
        _holds.Set(await _pipeline.ReadAsync());
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _pipeline.Close();
        return Task.CompletedTask;
    }

    public async Task<Resource?> Read(string type) => (await ReadAsync()).Read(type);

    public Task Drain() => _pipeline.DrainAsync();

    public Task<AllocateResult> Allocate(AllocateRequest request) => request.Hold is null ? AllocateAsync(request) : HoldAsync(request);

    public async Task<FindAllocationResult> FindAllocation(string type, Guid allocationId) => (await ReadAsync()).Find(type, allocationId);

    public async Task<AllocationPage> ListAllocations(ListAllocationsRequest request) => (await ReadAsync()).List(request);

    public async Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request) => (await ReadAsync()).ListFree(request);

    public Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request) => _pipeline.DecideAsync((state, now) => state.Update(request, now, _limits));

    public Task<ConfirmResult> Confirm(ConfirmRequest request) => _pipeline.DecideAsync((state, now) => state.Confirm(request, now));

    public Task<ReleaseResult> Release(ReleaseRequest request) => _pipeline.DecideAsync((state, now) => state.Release(request, now));

    public Task<CreateResourceResult> Create(Resource draft, IdempotencyKey? key, Caller? caller) =>
        _pipeline.DecideAsync((state, now) => state.Create(draft, key, caller, now), () => CreateResourceResult.RegistryStale);

    public Task<UpdateResourceResult> Update(UpdateResourceRequest request) =>
        _pipeline.DecideAsync((state, _) => state.Update(request), () => UpdateResourceResult.RegistryStale);

    public Task<DeleteResourceResult> Delete(DeleteResourceRequest request) => _pipeline.DecideAsync((state, now) => state.Delete(request, now, _limits));

    private Task<AllocateResult> AllocateAsync(AllocateRequest request) =>
        _pipeline.DecideAsync((state, now) => state.Allocate(request, Guid.CreateVersion7(now.ToDateTime()), now, _limits));

    private async Task<AllocateResult> HoldAsync(AllocateRequest request)
    {
        var result = await AllocateAsync(request);
        _holds.Set(await _pipeline.ReadAsync());
        return result;
    }

    private async Task RecordExpiredHoldsAsync(CancellationToken cancellation)
    {
        await _pipeline.DecideAsync(static (state, now) => state.RecordExpiredHolds(now));
        _holds.Set(await _pipeline.ReadAsync());
    }

    private async ValueTask<ResourceState> ReadAsync() => (await _pipeline.ReadAsync()).At(clock.Now());
}
