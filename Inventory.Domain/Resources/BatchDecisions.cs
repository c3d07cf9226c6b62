using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

public static class BatchDecisions
{
    /// <summary>
    /// Each is decided as by itself, on the state that the accepted ones before it make. If one is refused, nothing changes, and the others are judged all the same, so that
    /// the caller sees all that is wrong.
    /// </summary>
    /// <param name="state">Before the first.</param>
    /// <param name="request">New allocations have their ids.</param>
    /// <param name="now">For all of them.</param>
    /// <param name="limits">Of the refusals.</param>
    /// <param name="rules">Of the resource.</param>
    public static Decision<DecideAllResult> DecideAll(this ResourceState state, DecideAllRequest request, Instant now, Limits limits, Rules rules)
    {
        if (request.Operations.Any(operation => state.Idempotency.Find(operation.Key, now) is not null)) return new(DecideAllResult.Outdated);
        if (request.Expected.Any(expected => state.Calendar.Find(expected.Allocation)?.Version != expected.Version)) return new(DecideAllResult.Outdated);

        var fold = new Fold(state, now, limits, rules);
        var results = request.Operations.Select(fold.Decide).ToImmutableArray();
        if (results.Any(result => !result.IsAccepted)) return new(new(DecideAllStatus.Refused, results));
        return new(new(DecideAllStatus.Decided, results), [.. fold.Changes]) { Keys = fold.Keys, Actor = fold.Actor };
    }

    /// <summary>The records of operations that took effect together; <c>null</c> for those that changed nothing.</summary>
    /// <returns>Also <c>null</c> if there is none at all.</returns>
    public static (FindDecidedStatus Status, ImmutableArray<IdempotencyRecord?> Records) FindDecided(this ResourceState state, FindDecidedRequest request, Instant now)
    {
        ImmutableArray<IdempotencyRecord?> records = [.. request.Operations.Select(operation => state.FindAnswer(request.ResourceType, operation.Key, now))];
        var status = records.All(record => record is null) ? FindDecidedStatus.NotFound
            : records.Zip(request.Operations).Any(pair => pair.First is { } record && record.Key != pair.Second.Key) ? FindDecidedStatus.KeyReused
            : FindDecidedStatus.Found;
        return (status, records);
    }

    /// <summary>What an operation was answered that left this allocation.</summary>
    public static AllocationOperationResult ResultOf(OperationKind kind, Allocation? allocation) => kind switch
    {
        OperationKind.Allocate => new() { Allocate = AllocateResult.Allocated(allocation!) },
        OperationKind.Update => new() { Update = UpdateAllocationResult.Updated(allocation!) },
        OperationKind.Release => new() { Release = ReleaseResult.Released },
        OperationKind.Confirm => new() { Confirm = ConfirmResult.Firm(allocation!) },
    };

    /// <summary>The state after the operations so far, and all that led to it.</summary>
    private sealed class Fold(ResourceState state, Instant now, Limits limits, Rules rules)
    {
        private ResourceState _state = state;

        public List<ResourceEvent> Changes { get; } = [];

        /// <summary>As many as changes. That of an operation is with its last change.</summary>
        public List<IdempotencyKey?> Keys { get; } = [];

        public string? Actor { get; private set; }

        public AllocationOperationResult Decide(AllocationOperation operation) => operation switch
        {
            { Allocate: { } request } => new() { Allocate = Apply(_state.Allocate(request with { Key = null }, request.Id!.Value, now, limits, rules), operation.Key) },
            { Update: { } request } => new() { Update = Apply(_state.Update(request, now, limits, rules), operation.Key) },
            { Release: { } request } => new() { Release = Apply(_state.Release(request, now), operation.Key) },
            { Confirm: { } request } => new() { Confirm = Apply(_state.Confirm(request with { Key = null }, now, rules), operation.Key) },
            _ => throw new UnreachableException("An operation has no request."),
        };

        private T Apply<T>(Decision<T> decision, IdempotencyKey? key)
        {
            foreach (var (n, change) in decision.Changes.Index())
            {
                var keyOfChange = n == decision.Changes.Length - 1 ? key : null;
                _state = _state.Apply(change, now, keyOfChange);
                Changes.Add(change);
                Keys.Add(keyOfChange);
            }
            Actor ??= decision.Actor;
            return decision.Answer;
        }
    }
}
