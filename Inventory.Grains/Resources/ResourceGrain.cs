using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Pricing;
using Inventory.Domain.Refusals;
using Inventory.Domain.Series;
using Inventory.Domain.Shop;
using Inventory.Grains.Approvals;
using Inventory.Grains.Configuration;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;
using Inventory.Grains.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

// Reentrant, so that it decides while commits run; see CommitPipeline.
[Reentrant]
[GrainType("resource")]
public sealed class ResourceGrain(
    IStore store, LocalResourceCache localResources, TimeProvider clock, IOptions<LimitsOptions> options, TypeRules rules, GrainMetrics metrics, ILogger<ResourceGrain> logger)
    : Grain, IResourceGrain
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(5);

    private readonly Limits _limits = options.Value.ToLimits();
    private CommitPipeline _pipeline = null!;
    private IGrainTimer? _lockTimer;
    private HoldExpiryTimer _holds = null!;
    private RefusalBuffer _refusals = null!;

    // Only wholes need them.
    private PartStates Parts => field ??= new(store, localResources, GrainFactory, rules);

    private JointPipeline Joint => field ??= new(Guid.Parse(this.GetPrimaryKeyString()), _pipeline, Parts, store, GrainFactory, clock);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = Guid.Parse(this.GetPrimaryKeyString());
        _pipeline = new CommitPipeline(id, store, localResources, clock, new ResourceLoader(id, store, localResources, _limits.IdempotencyRetention, metrics, ReloadPartsAsync, logger), metrics);
        _holds = new HoldExpiryTimer(this, clock, RecordExpiredHoldsAsync);
        _refusals = new RefusalBuffer(this, GrainFactory.GetRefusals(id));
        await LoadAsync(_pipeline.LoadAsync().AsTask());
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _pipeline.Close();
        // A silo that stops activates no other grain: the call would only wait for its timeout.
        return reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? Task.CompletedTask : _refusals.TryWriteAsync();
    }

    public async Task<Resource?> Read(string type) => (await ReadAsync()).Read(type);

    public async Task Drain()
    {
        await _pipeline.DrainAsync();
        await _pipeline.LoadAsync();
    }

    public Task Reload() => LoadAsync(_pipeline.ReloadAsync());

    public async Task<LockedResource> Lock(Guid token)
    {
        var (state, digest) = await _pipeline.LockAsync(token);
        _lockTimer?.Dispose();
        _lockTimer = this.RegisterGrainTimer(_ => BreakLockAsync(token), new GrainTimerCreationOptions(LongestLock, Timeout.InfiniteTimeSpan));
        return new(state.Version, digest, clock.Now());
    }

    public Task Unlock(Guid token, JointOutcome outcome) => LoadAsync(_pipeline.UnlockAsync(token, outcome));

    public async Task<long> ReadVersion() => (await _pipeline.ReadAsync()).Version;

    public async Task<AllocateResult> Allocate(AllocateRequest request)
    {
        if (request.IsPreview)
            return await AllocateAsync(request, DecisionKinds.Allocate);
        var policy = await ReadPolicyAsync();
        if (policy.Approval?.IsNeededFor(request.Details.Type) == true)
            request = request with { Id = await ListAsync(request.ResourceType, request.Id) };
        else if (request.Hold is null && policy.CheckIn is null)
            return await AllocateAsync(request, DecisionKinds.Allocate);
        var result = await AllocateAsync(request, request.Hold is null ? DecisionKinds.Allocate : DecisionKinds.Hold);
        _holds.Set(await _pipeline.ReadAsync());
        return result;
    }

    public async Task<ImmutableArray<AllocateResult>> AllocateAll(ImmutableArray<AllocateRequest> requests)
    {
        // Loaded, so that each is decided before the next is begun; their commits run together.
        await ReadAsync();
        return [.. await Task.WhenAll(requests.Select(Allocate))];
    }

    public async Task<AllocateResult> Preview(AllocateRequest request, Guid? apartFrom)
    {
        var state = await ReadWithPartsAsync();
        return state.Preview(request, apartFrom, clock.Now(), _limits, rules.Of(state.Resource));
    }

    public async Task<FindAllocationResult> FindAllocation(string type, Guid allocationId) => (await ReadAsync()).Find(type, allocationId);

    public async Task<AllocationPage> ListAllocations(ListAllocationsRequest request) => (await ReadAsync()).List(request);

    public async Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request)
    {
        var state = await ReadWithPartsAsync();
        return state.ListFree(request, clock.Now(), rules.Of(state.Resource));
    }

    public async Task<PoolLoadPage> ListLoad(string type, Interval window, int limit) => (await ReadAsync()).ListLoad(type, window, limit);

    public async Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request)
    {
        var result = await DecideAsync((state, now) => state.Update(request, now, _limits, rules.Of(state.Resource)), DecisionKinds.UpdateAllocation, request.IsPreview);
        if (result.Status == UpdateAllocationStatus.Refused && !request.IsPreview && (await FindAllocation(request.ResourceType, request.AllocationId)).Allocation is { } allocation)
            _refusals.Add(Refusal.Of(request, allocation, result.Judgement, clock.Now()));
        return result;
    }

    public async Task<ChangeSeriesResult> ChangeSeries(ChangeSeriesRequest request)
    {
        request = request with { Added = [.. request.Added.Select(occurrence => occurrence with { Id = Guid.CreateVersion7(clock.GetUtcNow()) })] };
        if (!request.IsPreview && (await ReadPolicyAsync()).Approval?.IsNeededFor(request.Details.Type) == true)
            await Task.WhenAll(request.Added.Select(occurrence => ListAsync(request.ResourceType, occurrence.Id)));
        var result = await DecideAsync((state, now) => state.ChangeSeries(request, now, _limits, rules.Of(state.Resource)), DecisionKinds.ChangeSeries, request.IsPreview);
        _holds.Set(await _pipeline.ReadAsync());
        return result;
    }

    public async Task<ImmutableArray<Allocation>> ListSeries(string type, Guid series) => (await ReadAsync()).ListSeries(type, series);

    public async Task<ImmutableArray<Refusal>?> ListRefusals(string type) => await Read(type) is null ? null : await _refusals.ReadAsync();

    public Task<ConfirmResult> Confirm(ConfirmRequest request) => DecideAsync((state, now) => state.Confirm(request, now), DecisionKinds.Confirm, request.IsPreview);

    public Task<ReleaseResult> Release(ReleaseRequest request) => DecideAsync((state, now) => state.Release(request, now), DecisionKinds.Release, request.IsPreview);

    public Task<ApproveResult> Approve(ApproveRequest request) => DecideAsync((state, now) => state.Approve(request, now), DecisionKinds.Approve, request.IsPreview);

    public Task<AttendResult> Attend(AttendRequest request) =>
        DecideAsync((state, now) => state.Attend(request, now, rules.Of(state.Resource)), DecisionKinds.Attend, request.IsPreview);

    public Task<CreateResourceResult> Create(Resource draft, IdempotencyKey? key, Caller? caller) =>
        _pipeline.DecideAsync((state, now) => state.Create(draft, key, caller, now), DecisionKinds.Create, () => CreateResourceResult.RegistryStale);

    public Task<UpdateResourceResult> Update(UpdateResourceRequest request) =>
        _pipeline.DecideAsync((state, now) => state.Update(request, now), DecisionKinds.Update, () => UpdateResourceResult.RegistryStale, request.IsPreview);

    public Task<SetPolicyResult> SetPolicy(SetPolicyRequest request) =>
        _pipeline.DecideAsync((state, now) => state.SetPolicy(request, now, rules.Of(state.Resource is { } resource ? resource with { Policy = request.Policy } : null)), DecisionKinds.SetPolicy, isPreview: request.IsPreview);

    public Task<DeleteResourceResult> Delete(DeleteResourceRequest request) =>
        DecideAsync((state, now) => state.Delete(request, now, _limits), DecisionKinds.Delete, request.IsPreview);

    // The grain of a damaged resource lives, so that every call is answered at once, and the damage is logged only once.
    private async Task LoadAsync(Task loading)
    {
        try
        {
            await loading;
            _holds.Set(await _pipeline.ReadAsync());
        }
        catch (ResourceDamagedException)
        {
            _holds.Set(ResourceState.None);
        }
    }

    private async Task<AllocateResult> AllocateAsync(AllocateRequest request, DecisionKind<AllocateResult> kind)
    {
        var result = await DecideAsync((state, now) => state.Allocate(request, request.Id ?? Guid.CreateVersion7(now.ToDateTime()), now, _limits, rules.Of(state.Resource)), kind, request.IsPreview);
        if (result.Status == AllocateStatus.Refused && !request.IsPreview)
            _refusals.Add(Refusal.Of(request, result.Judgement, clock.Now()));
        return result;
    }

    private async ValueTask<Policy> ReadPolicyAsync() => rules.Of((await ReadAsync()).Resource).Policy;

    // Before it is made, so that no allocation waits that is not in the list.
    private async Task<Guid> ListAsync(string resourceType, Guid? allocation)
    {
        var id = allocation ?? Guid.CreateVersion7(clock.GetUtcNow());
        await GrainFactory.GetApprovals(resourceType).Add(new(Guid.Parse(this.GetPrimaryKeyString()), id, clock.Now()));
        return id;
    }

    private async Task RecordExpiredHoldsAsync(CancellationToken cancellation)
    {
        await _pipeline.DecideAsync(static (state, now) => state.RecordExpiredHolds(now));
        _holds.Set(await _pipeline.ReadAsync());
    }

    private async ValueTask<ResourceState> ReadAsync() => (await _pipeline.ReadAsync()).At(clock.Now());

    private async ValueTask<ResourceState> ReadWithPartsAsync()
    {
        var state = await ReadAsync();
        return state.Resource is { IsWhole: true } whole ? state with { Parts = await Parts.ReadAsync(whole.Parts, clock.Now()) } : state;
    }

    // A whole decides with its parts.
    private async Task<T> DecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T> kind, bool isPreview)
    {
        if ((await _pipeline.ReadAsync()).Resource is not { IsWhole: true } whole)
            return await _pipeline.DecideAsync(decide, kind, isPreview: isPreview);
        return isPreview ? decide(await ReadWithPartsAsync(), clock.Now()).Answer : await Joint.DecideAsync(whole.Parts, decide, kind);
    }

    // What the activation before has committed last, its parts may not know.
    private Task ReloadPartsAsync(Resource? loaded) => loaded is { IsWhole: true } ? Task.WhenAll(loaded.Parts.Select(part => GrainFactory.GetResource(part).Reload())) : Task.CompletedTask;

    private async Task BreakLockAsync(Guid token)
    {
        if (await _pipeline.BreakLockAsync(token))
            _holds.Set(await _pipeline.ReadAsync());
    }
}
