using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Quotas;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>
/// What is allocated without a booking: by customers within the limits of bookings; by operators and programs for customers, within their quotas; by these for nobody, without limits.
/// </summary>
public sealed class DirectAllocation(Tariffs tariffs, BookingLimits limits, IGrainFactory grains, ResourceReader reader, LimitRefusals refusals, TimeProvider clock)
{
    // Another change may come between the reading of the allocation and its move. Of many at once, one succeeds each time.
    private const int MaxAttempts = 100;

    /// <summary>A type with a tariff is booked: a booking prices and counts what a customer takes.</summary>
    public bool IsPriced(ResourceType type) => tariffs.Find(type.Name) is not null;

    public ProblemResult? Refuse(HttpContext http, ResourceType type) =>
        http.IsCustomer() && IsPriced(type) ? ProblemResult.OfType(ProblemTypes.BookingsOnly) : null;

    /// <summary>Counts the allocation of a customer before it is made.</summary>
    /// <param name="http">The request.</param>
    /// <param name="resource"><c>null</c> for any of the type.</param>
    /// <param name="command">What is to be allocated.</param>
    /// <param name="latest">When it ends at the latest, if its time is not known yet.</param>
    /// <returns>The command for the resource, or why it may not be made.</returns>
    public async Task<(AllocateRequest? Command, ProblemResult? Problem)> ReserveAsync(HttpContext http, Guid? resource, AllocateRequest command, Instant? latest = null)
    {
        var isLimited = http.IsCustomer();
        if (isLimited && RefuseTime(command.Interval.From, latest ?? command.Interval.To) is { } problem) return (null, await RecordAsync(problem));
        if (CountedFor(command) is not { } customer) return (command, null);
        var operation = BatchedOperation.Of(http);
        if (operation is { IsReplay: true }) return (command, null);
        if (operation is not null)
            await operation.BeginAloneAsync();

        var admitted = await grains.GetCustomer(customer).ReserveAllocation(new()
        {
            Id = Guid.CreateVersion7(),
            Item = latest is null ? new(command.ResourceType, command.Interval, Math.Max(1, command.Units)) : null,
            Resource = resource,
            Until = latest ?? command.Interval.To,
            Begin = isLimited ? command.Interval.From : null,
            Hold = command.Hold,
            MaxBookings = isLimited ? limits.MaxBookings : null,
            MaxHeld = isLimited ? limits.MaxHeld : null,
            // The same key on another resource is another request.
            Key = command.Key is { } key ? key with { Key = $"{resource?.ToString() ?? command.ResourceType}:{key.Key}" } : null,
            IsPreview = command.IsPreview,
            Released = operation?.Released ?? [],
        });
        return admitted.Status == ReserveQuotaStatus.Admitted ? (command with { Id = admitted.Booking }, null) : (null, await RecordAsync(Refusal(admitted)));

        Task<ProblemResult> RecordAsync(ProblemResult answer) => refusals.RecordAsync(answer, http, command.Customer, resource is { } id ? [(id, command.Interval)] : []);
    }

    /// <summary>After the decision: what was refused does not count.</summary>
    public Task CompleteAsync(AllocateRequest command, bool isAllocated) =>
        command.Id is { } id && !command.IsPreview && !isAllocated && CountedFor(command) is { } customer ? grains.GetCustomer(customer).CancelAllocation(id) : Task.CompletedTask;

    /// <summary>Changes an allocation. If it is a customer's, it is counted for its new time before it is moved.</summary>
    /// <param name="http">The request.</param>
    /// <param name="resource">That has it.</param>
    /// <param name="command">How it changes.</param>
    /// <param name="to">The resource to which it goes; <c>null</c> if it stays.</param>
    public async Task<(UpdateAllocationResult? Result, ProblemResult? Problem)> UpdateAsync(HttpContext http, Guid resource, UpdateAllocationRequest command, Guid? to)
    {
        if (http.IsCustomer() && RefuseTime(command.From, command.To) is { } problem) return (null, problem);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await FindMoveAsync(http, resource, command, to) is not { } move)
                return (await DecideAsync(http, resource, command, to, expected: null), null);
            var (result, refusal) = command.Overrides.HasFlag(RuleOverrides.Quota) ? (await MoveUncountedAsync(http, resource, command, to, move), null) : await MoveAsync(http, resource, command, to, move);
            // All operations of an atomic batch are tried again together.
            if (refusal is not null || result!.Status != UpdateAllocationStatus.PreconditionFailed || BatchedOperation.Of(http) is { IsAtomic: true })
                return (result, refusal);
        }
        return (null, ProblemResult.OfType(ProblemTypes.Unavailable));
    }

    /// <summary>It is released: it counts no more.</summary>
    public Task ReleaseAsync(Guid allocation, Guid? owner) => owner is { } customer ? grains.GetCustomer(customer.ToString()).ReleaseAllocation(allocation) : Task.CompletedTask;

    /// <summary>What a customer may have that acts for itself; <c>null</c> for others.</summary>
    public SeriesLimits? LimitsOf(HttpContext http) => http.IsCustomer() ? new(limits.MaxBookings, limits.MaxAhead) : null;

    // Quotas that an operator sets aside do not count it.
    private static string? CountedFor(AllocateRequest command) =>
        command.Overrides.HasFlag(RuleOverrides.Quota) ? null : (command.Customer ?? command.RequestedBy?.Customer)?.ToString();

    /// <returns><c>null</c> if no customer's time would change: the resource decides alone.</returns>
    private async Task<Move?> FindMoveAsync(HttpContext http, Guid resource, UpdateAllocationRequest command, Guid? to)
    {
        var operation = BatchedOperation.Of(http);
        if ((command.From is null && command.To is null && command.Units is null && to is null) || operation is { IsReplay: true }) return null;
        if (await FindOwnedAsync(resource, command) is not { } stored) return null;
        if (operation is not null && await operation.BeginAloneAsync() && await FindOwnedAsync(resource, command) is { } later)
            stored = later;
        var (before, owner) = (operation is null ? stored : operation.AfterOthers(stored), stored.Owner!.Value);
        var (begin, end) = (command.From ?? before.Interval.From, command.To ?? before.Interval.To);
        if (command.RequestedBy?.MaySee(owner) == false || !command.IfMatch.Allows(before.Version) || begin >= end) return null;
        var after = new QuotaItem(command.ResourceType, new(begin, end), Math.Max(1, command.Units ?? before.Units));
        return to is null && (before.Interval, Math.Max(1, before.Units)) == (after.Time, after.Units) ? null : new(owner, before, after);
    }

    private async Task<Allocation?> FindOwnedAsync(Guid resource, UpdateAllocationRequest command) =>
        (await reader.FindAllocation(resource, command.ResourceType, command.AllocationId)).Allocation is { Owner: not null } owned ? owned : null;

    private async Task<(UpdateAllocationResult? Result, ProblemResult? Problem)> MoveAsync(HttpContext http, Guid resource, UpdateAllocationRequest command, Guid? to, Move move)
    {
        var customer = grains.GetCustomer(move.Owner.ToString());
        var admitted = await customer.ReserveMove(new()
        {
            Id = command.AllocationId,
            Move = move.Id,
            Resource = resource,
            Before = move.After with { Time = move.Before.Interval, Units = Math.Max(1, move.Before.Units) },
            After = move.After,
            Version = move.Before.Version,
            Expires = move.Before.Expires,
            Series = move.Before.Series,
            MaxBookings = http.IsCustomer() ? limits.MaxBookings : null,
            IsPreview = command.IsPreview,
            Released = BatchedOperation.Of(http)?.Released ?? [],
        });
        if (admitted.Status != ReserveQuotaStatus.Admitted) return (null, await refusals.RecordAsync(Refusal(admitted), http, move.Owner, [(to ?? resource, move.After.Time)], command.AllocationId));
        // What is counted is this move of this version alone.
        var result = await DecideAsync(http, resource, command, to, move.Before.Version);
        var isMoved = result.IsUpdated && BatchedOperation.TakesEffect(http);
        if (!command.IsPreview)
            await customer.EndMove(command.AllocationId, move.Id, isMoved ? move.After : null, result.Allocation?.Version ?? 0, isMoved ? to : null);
        return (result, null);
    }

    private Task<UpdateAllocationResult> DecideAsync(HttpContext http, Guid resource, UpdateAllocationRequest command, Guid? to, long? expected) => to is { } other
        ? grains.GetResource(resource).RelocateAllocation(expected is { } version ? command with { IfMatch = new([version]) } : command, other)
        : grains.GetResource(resource).UpdateAsync(http, command, expected);

    private async Task<UpdateAllocationResult> MoveUncountedAsync(HttpContext http, Guid resource, UpdateAllocationRequest command, Guid? to, Move move)
    {
        var result = await DecideAsync(http, resource, command, to, move.Before.Version);
        if (result.IsUpdated && !command.IsPreview && BatchedOperation.TakesEffect(http))
            await ReleaseAsync(command.AllocationId, move.Owner);
        return result;
    }

    // Nobody takes a resource for ever, or further ahead than bookings go.
    private ProblemResult? RefuseTime(Instant? from, Instant? to) => from == Instant.MinusInfinity || to?.IsAfter(clock.Now(), limits.MaxAhead) == true
        ? new(ProblemTypes.BookingLimit, $"You may allocate at most {limits.MaxAhead.Days} days ahead, from a begin to an end.")
        : null;

    public ProblemResult Refusal(ReserveQuotaResult result) => result.Status switch
    {
        ReserveQuotaStatus.Begun => ProblemResult.Invalid(ValidationError.Member("from_datetime", "An allocation cannot begin in the past.")),
        ReserveQuotaStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        _ => limits.Refuse(result),
    };

    private sealed record Move(Guid Owner, Allocation Before, QuotaItem After)
    {
        public Guid Id { get; } = Guid.NewGuid();
    }
}
