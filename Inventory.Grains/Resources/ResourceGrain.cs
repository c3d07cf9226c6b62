using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Billing;
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
using Inventory.Grains.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

// Reentrant, so that it decides while commits run; see CommitPipeline.
[Reentrant]
[GrainType("resource")]
public sealed class ResourceGrain(
    IStore store, LocalResourceCache localResources, TimeProvider clock, IOptions<LimitsOptions> options, TypeRules rules, WebhookEndpoints endpoints, GrainMetrics metrics, ILogger<ResourceGrain> logger)
    : Grain, IResourceGrain
{
    private readonly Limits _limits = options.Value.ToLimits();
    private DecisionRunner _decisions = null!;
    private RefusalBuffer _refusals = null!;

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    private RelocationPipeline Relocations => field ??= new(Id, store, GrainFactory, new(store, localResources, GrainFactory, rules), _limits, rules, clock);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _decisions = new(this, Id, store, localResources, GrainFactory, clock, _limits, rules, new(endpoints, GrainFactory), metrics, logger);
        _refusals = new RefusalBuffer(this, GrainFactory.GetRefusals(Id));
        await _decisions.LoadAsync();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _decisions.Close();
        // A silo that stops activates no other grain: the call would only wait for its timeout.
        return reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? Task.CompletedTask : _refusals.TryWriteAsync();
    }

    public async Task<Resource?> Read(string type) => (await ReadAsync()).Read(type);

    public Task<bool> Tidy() => _decisions.TidyAsync();

    public async Task<WaitResult> Wait(WaitRequest request)
    {
        // Before it waits, so that a crash leaves no list that nobody looks after.
        if (!request.IsPreview && (await ReadAsync()).IsA(request.ResourceType))
            await GrainFactory.GetWaitingList(request.ResourceType).Watch(Id);
        return await DecideAsync((state, now) => state.Wait(request, request.Id ?? Guid.CreateVersion7(now.ToDateTime()), now, _limits, rules.Of(state.Resource)), DecisionKinds.Wait, request.IsPreview);
    }

    public async Task<ChangeWaitingResult> ChangeWaiting(ChangeWaitingRequest request)
    {
        if (request is { Action: WaitingAction.Accept, IsPreview: false } && (await ReadAsync()).FindEntry(request.EntryId) is { Stage: AllocationStage.Granted } entry
            && (await ReadPolicyAsync()).Approval?.IsNeededFor(entry.Type) == true)
            await ListAsync(request.ResourceType, request.EntryId);
        return await DecideAsync((state, now) => state.ChangeWaiting(request, now, rules.Of(state.Resource)), DecisionKinds.ChangeWaiting, request.IsPreview);
    }

    public async Task<WaitingEntry?> FindWaiting(string type, Guid entryId) =>
        await ReadAsync() is var state && state.IsA(type) && state.FindEntry(entryId) is { } entry ? state.WithPosition(entry) : null;

    public async Task<ImmutableArray<WaitingEntry>> ListWaiting(string type, Guid? customer) => (await ReadAsync()).ListEntries(type, customer);

    public Task Drain() => _decisions.DrainAsync();

    public Task Reload() => _decisions.ReloadAsync();

    public Task<LockedResource> Lock(Guid token) => _decisions.LockAsync(token);

    public Task Unlock(Guid token, JointOutcome outcome) => _decisions.UnlockAsync(token, outcome);

    public async Task<long> ReadVersion() => (await ReadAsync()).Version;

    // One method: each that waits for the commit costs a turn of its own.
    public async Task<AllocateResult> Allocate(AllocateRequest request)
    {
        if (!request.IsPreview && (await ReadPolicyAsync()).Approval?.IsNeededFor(request.Details.Type) == true)
            request = request with { Id = await ListAsync(request.ResourceType, request.Id) };
        var kind = request.IsPreview || request.Hold is null ? DecisionKinds.Allocate : DecisionKinds.Hold;
        var result = await DecideAsync((state, now) => state.Allocate(request, request.Id ?? Guid.CreateVersion7(now.ToDateTime()), now, _limits, rules.Of(state.Resource)), kind, request.IsPreview);
        if (result.Status == AllocateStatus.Refused && IsTakenByLate(result.Judgement, clock.Now()) && await GrainFactory.GetLateAllocations(request.ResourceType).PlaceOn(Id, request) is { } placed)
            return placed;
        if (result.Status == AllocateStatus.Refused && !request.IsPreview)
            _refusals.Add(Refusal.Of(request, result.Judgement, clock.Now()));
        return result;
    }

    public Task<ImmutableArray<AllocateResult>> AllocateAll(ImmutableArray<AllocateRequest> requests) => InOrderAsync(requests, Allocate);

    public async Task<DecideAllResult> DecideAll(DecideAllRequest request)
    {
        if (!request.IsAtomic)
            return new(DecideAllStatus.Decided, await InOrderAsync(request.Operations, DecideAsync));
        var prepared = request with { Operations = [.. await Task.WhenAll(request.Operations.Select(operation => WithIdAsync(operation, request.IsPreview)))] };
        var result = await DecideAsync((state, now) => state.DecideAll(prepared, now, _limits, rules.Of(state.Resource)), DecisionKinds.DecideAll, request.IsPreview);
        if (request.IsPreview)
            return result;
        foreach (var (operation, one) in prepared.Operations.Zip(result.Results))
            await AddRefusalAsync(operation, one);
        return result;
    }

    public async Task<FindDecidedResult> FindDecided(FindDecidedRequest request)
    {
        var (status, records) = (await ReadAsync()).FindDecided(request, clock.Now());
        return status switch
        {
            FindDecidedStatus.NotFound => FindDecidedResult.NotFound,
            FindDecidedStatus.KeyReused => FindDecidedResult.KeyReused,
            FindDecidedStatus.Found => new(status, await new DecidedOperations(store, Id).ReadAsync(request.Operations, records)),
        };
    }

    public async Task<AllocateResult> Preview(AllocateRequest request, Guid? apartFrom)
    {
        var state = await _decisions.ReadWithPartsAsync();
        return state.Preview(request, apartFrom, clock.Now(), _limits, rules.Of(state.Resource));
    }

    public async Task<FindAllocationResult> FindAllocation(string type, Guid allocationId) => (await ReadAsync()).Find(type, allocationId);

    public async Task<AllocationPage> ListAllocations(ListAllocationsRequest request) => (await ReadAsync()).List(request);

    public async Task<FreeTimePage> ListFreeTimes(ListFreeTimesRequest request)
    {
        var state = await _decisions.ReadWithPartsAsync();
        return state.ListFree(request, clock.Now(), rules.Of(state.Resource));
    }

    public async Task<PoolLoadPage> ListLoad(string type, Interval window, int limit) => (await ReadAsync()).ListLoad(type, window, limit);

    public async Task<UpdateAllocationResult> UpdateAllocation(UpdateAllocationRequest request)
    {
        var result = await DecideAsync((state, now) => state.Update(request, now, _limits, rules.Of(state.Resource)), DecisionKinds.UpdateAllocation, request.IsPreview);
        if (result.Status == UpdateAllocationStatus.Refused && !request.IsPreview)
            await AddRefusalAsync(request, result);
        return result;
    }

    public async Task<UpdateAllocationResult> RelocateAllocation(UpdateAllocationRequest request, Guid to)
    {
        var result = await Relocations.MoveAsync(request, to);
        if (!request.IsPreview)
            metrics.Decided(DecisionKinds.UpdateAllocation, result);
        if (result.Status == UpdateAllocationStatus.Refused && !request.IsPreview && (await FindAllocation(request.ResourceType, request.AllocationId)).Allocation is { } allocation)
            await GrainFactory.GetResource(to).AddRefusal(Refusal.Of(request, allocation, result.Judgement, clock.Now()));
        return result;
    }

    public async Task<ChangeSeriesResult> ChangeSeries(ChangeSeriesRequest request)
    {
        if (request.Added.Any(static occurrence => occurrence.Id is null))
            request = request with { Added = [.. request.Added.Select(occurrence => occurrence with { Id = Guid.CreateVersion7(clock.GetUtcNow()) })] };
        if (!request.IsPreview && (await ReadPolicyAsync()).Approval?.IsNeededFor(request.Details.Type) == true)
            await Task.WhenAll(request.Added.Select(occurrence => ListAsync(request.ResourceType, occurrence.Id)));
        return await DecideAsync((state, now) => state.ChangeSeries(request, now, _limits, rules.Of(state.Resource)), DecisionKinds.ChangeSeries, request.IsPreview);
    }

    public async Task<ImmutableArray<Allocation>> ListSeries(string type, Guid series) => (await ReadAsync()).ListSeries(type, series);

    public async Task<ImmutableArray<Refusal>?> ListRefusals(string type) => await Read(type) is null ? null : await _refusals.ReadAsync();

    public async Task AddRefusal(Refusal refusal)
    {
        if ((await ReadAsync()).Resource is not null)
            _refusals.Add(refusal);
    }

    public Task<ConfirmResult> Confirm(ConfirmRequest request) => DecideAsync((state, now) => state.Confirm(request, now, rules.Of(state.Resource)), DecisionKinds.Confirm, request.IsPreview);

    public Task<ReleaseResult> Release(ReleaseRequest request) => DecideAsync((state, now) => state.Release(request, now), DecisionKinds.Release, request.IsPreview);

    public Task<ApproveResult> Approve(ApproveRequest request) => DecideAsync((state, now) => state.Approve(request, now), DecisionKinds.Approve, request.IsPreview);

    public Task<AttendResult> Attend(AttendRequest request) =>
        DecideAsync((state, now) => state.Attend(request, now, rules.Of(state.Resource)), DecisionKinds.Attend, request.IsPreview);

    public Task<BindResult> Bind(BindRequest request) => DecideAsync((state, now) => state.Bind(request, now), DecisionKinds.Bind, request.IsPreview);

    public Task<CreateResourceResult> Create(Resource draft, ImmutableArray<WaitRequest> waiting, IdempotencyKey? key, Caller? caller) =>
        _decisions.DecideAloneAsync((state, now) => state.Create(draft, waiting, key, caller, now), DecisionKinds.Create, () => CreateResourceResult.RegistryStale);

    public Task<UpdateResourceResult> Update(UpdateResourceRequest request) =>
        _decisions.DecideAloneAsync((state, now) => state.Update(request, now), DecisionKinds.Update, () => UpdateResourceResult.RegistryStale, request.IsPreview);

    public Task<SetPolicyResult> SetPolicy(SetPolicyRequest request) =>
        _decisions.DecideAloneAsync((state, now) => state.SetPolicy(request, now, rules.Of(state.Resource is { } resource ? resource with { Policy = request.Policy } : null)), DecisionKinds.SetPolicy, isPreview: request.IsPreview);

    public Task<DeleteResourceResult> Delete(DeleteResourceRequest request) =>
        DecideAsync((state, now) => state.Delete(request, now, _limits), DecisionKinds.Delete, request.IsPreview);

    // They may stand on another resource as well.
    private static bool IsTakenByLate(Judgement judgement, Instant now) => judgement.Broken.All(rule =>
        rule is { Kind: RuleKind.Overlap or RuleKind.Turnaround, Part: null, Conflicts.IsEmpty: false } && rule.Conflicts.All(conflict => conflict.MayChangeResource(now)));

    // Loaded, so that each is decided before the next is begun; their commits run together. What needs an approval is first listed elsewhere, and the next waits for it.
    private async Task<ImmutableArray<TResult>> InOrderAsync<TRequest, TResult>(ImmutableArray<TRequest> requests, Func<TRequest, Task<TResult>> decide)
    {
        if ((await ReadPolicyAsync()).Approval is null)
            return [.. await Task.WhenAll(requests.Select(decide))];
        var results = ImmutableArray.CreateBuilder<TResult>(requests.Length);
        foreach (var request in requests)
            results.Add(await decide(request));
        return results.MoveToImmutable();
    }

    private async Task<AllocationOperationResult> DecideAsync(AllocationOperation operation) => operation switch
    {
        { Allocate: { } request } => new() { Allocate = await Allocate(request) },
        { Update: { } request } => new() { Update = await UpdateAllocation(request) },
        { Release: { } request } => new() { Release = await Release(request) },
        { Confirm: { } request } => new() { Confirm = await Confirm(request) },
        _ => throw new UnreachableException("An operation has no request."),
    };

    private async Task<AllocationOperation> WithIdAsync(AllocationOperation operation, bool isPreview)
    {
        if (operation.Allocate is not { } request)
            return operation;
        var isListed = !isPreview && (await ReadPolicyAsync()).Approval?.IsNeededFor(request.Details.Type) == true;
        return operation with { Allocate = request with { Id = isListed ? await ListAsync(request.ResourceType, request.Id) : request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()) } };
    }

    private async ValueTask AddRefusalAsync(AllocationOperation operation, AllocationOperationResult result)
    {
        if (operation.Allocate is { } wanted && result.Allocate is { Status: AllocateStatus.Refused, Judgement: var judgement })
            _refusals.Add(Refusal.Of(wanted, judgement, clock.Now()));
        else if (operation.Update is { } update && result.Update is { Status: UpdateAllocationStatus.Refused } refused)
            await AddRefusalAsync(update, refused);
    }

    private async ValueTask AddRefusalAsync(UpdateAllocationRequest request, UpdateAllocationResult result)
    {
        if ((await FindAllocation(request.ResourceType, request.AllocationId)).Allocation is { } allocation)
            _refusals.Add(Refusal.Of(request, allocation, result.Judgement, clock.Now()));
    }

    private async ValueTask<Policy> ReadPolicyAsync() => rules.Of((await ReadAsync()).Resource).Policy;

    // Before it is made, so that no allocation waits that is not in the list.
    private async Task<Guid> ListAsync(string resourceType, Guid? allocation)
    {
        var id = allocation ?? Guid.CreateVersion7(clock.GetUtcNow());
        await GrainFactory.GetApprovals(resourceType).Add(new(Id, id, clock.Now()));
        return id;
    }

    private ValueTask<ResourceState> ReadAsync() => _decisions.ReadAsync();

    private Task<T> DecideAsync<T>(Func<ResourceState, Instant, Decision<T>> decide, DecisionKind<T> kind, bool isPreview) => _decisions.DecideAsync(decide, kind, isPreview);
}
