using Inventory.Contracts;
using Inventory.Gateway.Hosting;

namespace Inventory.Gateway.Bookings;

/// <summary>What a customer may have.</summary>
public sealed record BookingLimits(TimeSpan Hold, int MaxBookings, TimeSpan MaxAhead, Money? CreditLimit)
{
    public const int MaxHoldSeconds = 86_400;

    /// <exception cref="InvalidConfigurationException">The configuration is not usable; the message says why.</exception>
    public static BookingLimits From(BookingOptions options, string currency)
    {
        if (options.HoldSeconds is < 1 or > MaxHoldSeconds)
            throw new InvalidConfigurationException($"Inventory:Bookings: HoldSeconds is {options.HoldSeconds}, and has to be 1 to {MaxHoldSeconds}.");
        if (options.MaxBookings < 1 || options.MaxDaysAhead is < 1 or > 3_650)
            throw new InvalidConfigurationException("Inventory:Bookings: MaxBookings has to be 1 or more, and MaxDaysAhead 1 to 3650.");
        Money? limit = null;
        if (options.CreditLimit is { } text)
            limit = Money.TryParse(text, currency, out var amount) && amount.MinorUnits >= 0
                ? amount
                : throw new InvalidConfigurationException($"Inventory:Bookings: the CreditLimit \"{text}\" has to be an amount in {currency}, such as 500.00.");
        return new(TimeSpan.FromSeconds(options.HoldSeconds), options.MaxBookings, TimeSpan.FromDays(options.MaxDaysAhead), limit);
    }
}
