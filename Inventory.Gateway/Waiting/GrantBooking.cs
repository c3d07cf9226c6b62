using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Quotas;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Waiting;

/// <summary>Accepts what is granted as a booking, which prices, counts and charges it.</summary>
public sealed class GrantBooking(ResourceTypes types, QuoteApi quotes, BookingLimits limits, BookingAnswers answers, IGrainFactory grains, IDateTimeZoneProvider zones)
{
    /// <returns>Why it is not accepted, or <c>null</c>.</returns>
    public async Task<IResult?> AcceptAsync(HttpContext http, ResourceType type, Guid resource, Allocation granted, Guid customer)
    {
        var (items, unpriced) = new BookingReader(types, quotes, zones).Price([new(type, resource, granted.Interval, [])]);
        if (unpriced is not null) return unpriced;
        var isDryRun = DryRun.IsAsked(http);
        var isLimited = http.IsCustomer();
        // Two that accept at once make the same booking.
        var id = granted.Id;
        var admitted = await grains.GetCustomer(customer.ToString()).ReserveQuota(new()
        {
            Booking = id,
            Until = granted.Interval.To,
            Hold = limits.Hold,
            MaxHeld = isLimited ? limits.MaxHeld : null,
            MaxAhead = isLimited ? limits.MaxAhead : null,
            Counted = [new QuotaItem(type.Name, granted.Interval, Math.Max(1, granted.Units))],
            Replaces = id,
            IsPreview = isDryRun,
        });
        if (admitted.Status != ReserveQuotaStatus.Admitted) return answers.Refuse(admitted);
        if (isDryRun) return null;

        var booked = await grains.GetBooking(id).Create(new()
        {
            Customer = customer.ToString(),
            Items = [items[0] with { Grant = granted.Id }],
            Expires = admitted.Expires,
            CreditLimit = isLimited ? limits.CreditLimit : null,
            RequestedBy = http.Caller(),
            Overrides = granted.Overrides,
        });
        if (booked.Status != CreateBookingStatus.Held)
            return booked.Status == CreateBookingStatus.Withdrawn ? ProblemResult.OfType(ProblemTypes.GrantExpired) : answers.Of(booked, items, http);
        // What needs an approval is confirmed once it has one.
        var confirmed = await grains.GetBooking(id).Confirm(http.Caller());
        return confirmed.Outcome is BookingOutcome.Done or BookingOutcome.AwaitsApproval ? null : answers.Of(confirmed);
    }
}
