using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Store;
using Orleans.Concurrency;

namespace Inventory.Resources;

/// <inheritdoc cref="IResourceGrain"/>
/// <remarks>Reentrant, so that it goes on deciding while commits are under way; see <see cref="ResourceJournal"/>.</remarks>
[Reentrant]
public sealed class ResourceGrain(IStore store, TimeProvider clock) : Grain, IResourceGrain
{
    private ResourceJournal _journal = null!;
    private HoldTimer _holds = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _journal = new ResourceJournal(Guid.Parse(this.GetPrimaryKeyString()), store, clock);
        _holds = new HoldTimer(this, clock, TidyAsync);
        await _journal.LoadAsync();
        _holds.Set(await _journal.ReadAsync());
    }

    public async Task<Resource?> Read(string type) => await ReadAsync() is var state && state.IsA(type) ? state.Resource : null;

    public Task<AllocateResult> Allocate(AllocateRequest request) =>
        request.Hold is null ? AllocateAsync(request) : HoldAsync(request);

    public async Task<FindAllocationResult> FindAllocation(string type, Guid allocationId) => (await ReadAsync()).Find(type, allocationId);

    public async Task<AllocationPage> ListAllocations(ListAllocationsRequest request) => (await ReadAsync()).List(request);

    public async Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request) => (await ReadAsync()).ListFree(request);

    public Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request) => _journal.DecideAsync((state, now) => state.Update(request, now));

    public Task<ConfirmResult> Confirm(ConfirmRequest request) => _journal.DecideAsync((state, now) => state.Confirm(request, now));

    public Task<ReleaseResult> Release(ReleaseRequest request) => _journal.DecideAsync((state, now) => state.Release(request, now));

    public Task<CreateResourceResult> Create(Resource draft, RequestKey? key, Caller? by) =>
        _journal.DecideAsync((state, now) => state.Create(draft, key, by, now), () => CreateResourceResult.RegisterStale);

    public Task<UpdateResourceResult> Update(UpdateResourceRequest request) =>
        _journal.DecideAsync((state, _) => state.Update(request), () => UpdateResourceResult.RegisterStale);

    public Task<DeleteResourceResult> Delete(DeleteResourceRequest request) => _journal.DecideAsync((state, now) => state.Delete(request, now));

    private Task<AllocateResult> AllocateAsync(AllocateRequest request) =>
        _journal.DecideAsync((state, now) => state.Allocate(request, Guid.CreateVersion7(now.ToDateTime()), now));

    private async Task<AllocateResult> HoldAsync(AllocateRequest request)
    {
        var result = await AllocateAsync(request);
        _holds.Set(await _journal.ReadAsync());
        return result;
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        await _journal.DecideAsync(static (state, now) => state.Tidy(now));
        _holds.Set(await _journal.ReadAsync());
    }

    private async ValueTask<ResourceState> ReadAsync() => (await _journal.ReadAsync()).At(Instant.Now(clock));
}
