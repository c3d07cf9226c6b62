using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;

namespace Inventory.Gateway.Allocations;

/// <summary>What customers may allocate without a booking, within the limits of bookings; operators and programs may allocate anything.</summary>
public sealed class DirectAllocation(Tariffs tariffs, BookingLimits limits, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>A type with a tariff is booked: a booking prices and counts what a customer takes.</summary>
    public bool IsPriced(ResourceType type) => tariffs.Find(type.Name) is not null;

    public ProblemResult? Refuse(HttpContext http, ResourceType type) =>
        http.IsCustomer() && IsPriced(type) ? ProblemResult.OfType(ProblemTypes.BookingsOnly) : null;

    /// <summary>Counts the allocation of a customer before it is made.</summary>
    /// <param name="http">The request.</param>
    /// <param name="resource"><c>null</c> for any of the type.</param>
    /// <param name="command">What is to be allocated.</param>
    /// <param name="latest">When it ends at the latest, if it may be later than asked for.</param>
    /// <returns>The command for the resource, or why the customer may not.</returns>
    public async Task<(AllocateRequest? Command, ProblemResult? Problem)> ReserveAsync(HttpContext http, Guid? resource, AllocateRequest command, Instant? latest = null)
    {
        if (!http.IsCustomer()) return (command, null);
        if (RefuseTime(command.Interval.From, latest ?? command.Interval.To) is { } problem) return (null, problem);

        var admitted = await Customer(http).ReserveAllocation(Reservation(Guid.CreateVersion7(), command.ResourceType, resource, latest ?? command.Interval.To) with
        {
            Begin = command.Interval.From,
            Hold = command.Hold,
            // The same key on another resource is another request.
            Key = command.Key is { } key ? key with { Key = $"{resource?.ToString() ?? command.ResourceType}:{key.Key}" } : null,
        });
        return admitted.Status == ReserveQuotaStatus.Admitted ? (command with { Id = admitted.Booking }, null) : (null, Refusal(admitted.Status));
    }

    /// <summary>Counts an allocation of a customer for its new time, before it is moved.</summary>
    public async Task<ProblemResult?> ReserveMoveAsync(HttpContext http, Guid resource, UpdateAllocationRequest command)
    {
        if (!http.IsCustomer()) return null;
        if (RefuseTime(command.From, command.To) is { } problem) return problem;
        // A dry run leaves the count as it is.
        if (command.To is not { } until || command.IsPreview) return null;

        var admitted = await Customer(http).ReserveAllocation(Reservation(command.AllocationId, command.ResourceType, resource, until));
        return admitted.Status == ReserveQuotaStatus.Admitted ? null : Refusal(admitted.Status);
    }

    /// <summary>After the decision of the resource.</summary>
    /// <param name="http">The request.</param>
    /// <param name="command">As it was reserved.</param>
    /// <param name="resource">Where it was allocated; <c>null</c> if it was refused.</param>
    /// <param name="isOfAny">The request named no resource.</param>
    public Task CompleteAsync(HttpContext http, AllocateRequest command, Guid? resource, bool isOfAny = false) => (http.IsCustomer(), resource) switch
    {
        (true, null) => Customer(http).CancelAllocation(command.Id!.Value),
        (true, { } located) when isOfAny => Customer(http).LocateAllocation(command.Id!.Value, located),
        _ => Task.CompletedTask,
    };

    /// <summary>Before a customer confirms a hold: it counts until its end.</summary>
    public Task ReserveConfirmationAsync(HttpContext http, Guid allocation) => http.IsCustomer() ? Customer(http).ConfirmAllocation(allocation) : Task.CompletedTask;

    public Task ReleaseAsync(HttpContext http, Guid allocation) => http.IsCustomer() ? Customer(http).ReleaseAllocation(allocation) : Task.CompletedTask;

    private ICustomerGrain Customer(HttpContext http) => grains.GetCustomer(http.Customer());

    private ReserveAllocationRequest Reservation(Guid id, string type, Guid? resource, Instant until) => new()
    {
        Id = id,
        ResourceType = type,
        Resource = resource,
        Until = until,
        MaxBookings = limits.MaxBookings,
        MaxHeld = limits.MaxHeld,
    };

    // Nobody takes a resource for ever, or further ahead than bookings go.
    private ProblemResult? RefuseTime(Instant? from, Instant? to) => from == Instant.MinusInfinity || to?.IsAfter(clock.Now(), limits.MaxAhead) == true
        ? new(ProblemTypes.BookingLimit, $"You may allocate at most {limits.MaxAhead.Days} days ahead, from a begin to an end.")
        : null;

    private ProblemResult Refusal(ReserveQuotaStatus status) => status switch
    {
        ReserveQuotaStatus.Begun => ProblemResult.Invalid(ValidationError.Member("from_datetime", "An allocation cannot begin in the past.")),
        ReserveQuotaStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        _ => limits.Refuse(status),
    };
}
