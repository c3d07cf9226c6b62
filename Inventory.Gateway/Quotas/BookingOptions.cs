using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Grains.Configuration;

namespace Inventory.Gateway.Quotas;

/// <summary>The section <c>Inventory:Bookings</c>. The limits apply to customers only.</summary>
public sealed class BookingOptions
{
    /// <summary>How long a booking is held by default, in seconds, 1 to 86400. Default: 600.</summary>
    public int HoldSeconds { get; set; } = 600;

    /// <summary>The maximum number of bookings, and of allocations without one, that have not ended. Default: 50.</summary>
    public int MaxBookings { get; set; } = 50;

    /// <summary>
    /// The hours for which a customer holds items without a confirmation, added up over all items that are held at once: 24 items for an hour, or one for a day.
    /// Default: 24.
    /// </summary>
    public int MaxHeldHours { get; set; } = 24;

    /// <summary>How many days ahead a customer may book, 1 to 3650. Default: 730.</summary>
    public int MaxDaysAhead { get; set; } = 730;

    /// <summary>The most that a customer may owe, held bookings included: a decimal text in <c>Inventory:Currency</c>. Default: no limit.</summary>
    public string? CreditLimit { get; set; }
}

public sealed record BookingLimits(TimeSpan Hold, int MaxBookings, TimeSpan MaxHeld, TimeSpan MaxAhead, Money? CreditLimit)
{
    public const int MaxHoldSeconds = 86_400;

    public static BookingLimits From(BookingOptions options, string currency)
    {
        if (options.HoldSeconds is < 1 or > MaxHoldSeconds)
            throw InvalidOptions.Because($"Inventory:Bookings: HoldSeconds is {options.HoldSeconds}, and has to be 1 to {MaxHoldSeconds}.");
        if (options.MaxBookings < 1 || options.MaxHeldHours is < 1 or > 1_000_000 || options.MaxDaysAhead is < 1 or > 3_650)
            throw InvalidOptions.Because("Inventory:Bookings: MaxBookings has to be 1 or more, MaxHeldHours 1 to 1,000,000, and MaxDaysAhead 1 to 3650.");
        Money? limit = null;
        if (options.CreditLimit is { } text)
            limit = Money.TryParse(text, currency, out var amount) && amount.MinorUnits >= 0
                ? amount
                : throw InvalidOptions.Because($"Inventory:Bookings: the CreditLimit \"{text}\" has to be an amount in {currency}, such as 500.00.");
        return new(TimeSpan.FromSeconds(options.HoldSeconds), options.MaxBookings, TimeSpan.FromHours(options.MaxHeldHours), TimeSpan.FromDays(options.MaxDaysAhead), limit);
    }

    public ProblemResult Refuse(ReserveQuotaResult result) => result.Status switch
    {
        ReserveQuotaStatus.TooMany => new(ProblemTypes.BookingLimit, $"You have {MaxBookings} bookings and allocations that have not ended, which is the limit."),
        ReserveQuotaStatus.TooFarAhead => new(ProblemTypes.BookingLimit, $"You may book at most {MaxAhead.Days} days ahead."),
        ReserveQuotaStatus.HeldTooLong => new(ProblemTypes.BookingLimit, $"You would hold items for more than {MaxHeld.TotalHours:0} hours together without a confirmation. Hold them for less long, or confirm some first."),
        ReserveQuotaStatus.OverQuota => QuotaProblem.Of(result.Quota!),
        ReserveQuotaStatus.Admitted or ReserveQuotaStatus.KeyReused or ReserveQuotaStatus.Begun => throw new System.Diagnostics.UnreachableException(),
    };
}
