using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Allocations;

/// <summary>What customers may allocate without a booking; operators and programs may allocate anything.</summary>
public sealed class DirectAllocation(Tariffs tariffs, TimeSpan maxAhead, TimeProvider clock)
{
    /// <summary>A type with a tariff is booked: a booking prices and counts what a customer takes.</summary>
    public bool IsPriced(ResourceType type) => tariffs.Find(type.Name) is not null;

    public ProblemResult? Refuse(HttpContext http, ResourceType type) =>
        http.IsCustomer() && IsPriced(type) ? ProblemResult.OfType(ProblemTypes.BookingsOnly) : null;

    /// <summary>Nobody takes a resource for ever, or further ahead than bookings go.</summary>
    public ProblemResult? RefuseTime(HttpContext http, Instant? from, Instant? to) =>
        http.IsCustomer() && (from == Instant.MinusInfinity || to?.IsAfter(clock.Now(), maxAhead) == true)
            ? new(ProblemTypes.BookingLimit, $"You may allocate at most {maxAhead.Days} days ahead, from a begin to an end.")
            : null;
}
