using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Grains.Configuration;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

/// <inheritdoc cref="IResourceGrain"/>
/// <remarks>Reentrant, so that it goes on deciding while commits are under way; see <see cref="CommitPipeline"/>.</remarks>
[Reentrant]
[GrainType("resource")]
public sealed class ResourceGrain(IStore store, LocalResourceCache here, TimeProvider clock, IOptions<LimitsOptions> options) : Grain, IResourceGrain
{
    private readonly Limits _limits = options.Value.ToLimits();
    private CommitPipeline _journal = null!;
    private HoldExpiryTimer _holds = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _journal = new CommitPipeline(Guid.Parse(this.GetPrimaryKeyString()), store, here, clock, _limits.IdempotencyRetention);
        _holds = new HoldExpiryTimer(this, clock, RecordExpiredHoldsAsync);
        await _journal.LoadAsync();
        _holds.Set(await _journal.ReadAsync());
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _journal.Close();
        return Task.CompletedTask;
    }

    public async Task<Resource?> Read(string type) => (await ReadAsync()).Read(type);

    public Task Drain() => _journal.DrainAsync();

    public Task<AllocateResult> Allocate(AllocateRequest request) =>
        request.Hold is null ? AllocateAsync(request) : HoldAsync(request);

    public async Task<FindAllocationResult> FindAllocation(string type, Guid allocationId) => (await ReadAsync()).Find(type, allocationId);

    public async Task<AllocationPage> ListAllocations(ListAllocationsRequest request) => (await ReadAsync()).List(request);

    public async Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request) => (await ReadAsync()).ListFree(request);

    public Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request) => _journal.DecideAsync((state, now) => state.Update(request, now, _limits));

    public Task<ConfirmResult> Confirm(ConfirmRequest request) => _journal.DecideAsync((state, now) => state.Confirm(request, now));

    public Task<ReleaseResult> Release(ReleaseRequest request) => _journal.DecideAsync((state, now) => state.Release(request, now));

    public Task<CreateResourceResult> Create(Resource draft, IdempotencyKey? key, Caller? by) =>
        _journal.DecideAsync((state, now) => state.Create(draft, key, by, now), () => CreateResourceResult.RegistryStale);

    public Task<UpdateResourceResult> Update(UpdateResourceRequest request) =>
        _journal.DecideAsync((state, _) => state.Update(request), () => UpdateResourceResult.RegistryStale);

    public Task<DeleteResourceResult> Delete(DeleteResourceRequest request) => _journal.DecideAsync((state, now) => state.Delete(request, now, _limits));

    private Task<AllocateResult> AllocateAsync(AllocateRequest request) =>
        _journal.DecideAsync((state, now) => state.Allocate(request, Guid.CreateVersion7(now.ToDateTime()), now, _limits));

    private async Task<AllocateResult> HoldAsync(AllocateRequest request)
    {
        var result = await AllocateAsync(request);
        _holds.Set(await _journal.ReadAsync());
        return result;
    }

    private async Task RecordExpiredHoldsAsync(CancellationToken cancellation)
    {
        await _journal.DecideAsync(static (state, now) => state.RecordExpiredHolds(now));
        _holds.Set(await _journal.ReadAsync());
    }

    private async ValueTask<ResourceState> ReadAsync() => (await _journal.ReadAsync()).At(clock.Now());
}
