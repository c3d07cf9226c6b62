using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Pricing;

internal sealed class TariffReader(string type, TariffOptions options, string currency)
{
    private const int MaxVersionLength = 50;

    public Tariff Read()
    {
        if (options.Version.Length is 0 or > MaxVersionLength)
            throw Fault($"the version has to be 1 to {MaxVersionLength} characters");
        var prices = options.Prices.Select(p => new DurationPrice(Duration(p.Key), Price(p.Value))).ToImmutableArray();
        if (prices.IsEmpty)
            throw Fault("there are no prices");
        if (prices.DistinctBy(p => p.Duration).Count() < prices.Length)
            throw Fault("a duration has two prices");
        return new Tariff
        {
            Version = options.Version,
            Fixed = Price(options.Fixed),
            Prices = prices,
            Weekdays = options.Weekdays.ToImmutableDictionary(w => Weekday(w.Key), w => Factor(w.Value)),
            Seasons = [.. options.Seasons.Select(s => new Season(Day(s.From), Day(s.To), Factor(s.Factor)))],
            Zone = Zone(),
            Cancellation = [.. options.Cancellation.Select(c => new CancellationStep(DurationOrNone(c.Before), Percent(c.Percent)))],
            LateReturn = options.LateReturn is { } late ? new(DurationOrNone(late.Grace), Duration(late.Every), Price(late.Price)) : null,
            NoShow = options.NoShow is { } missed ? new(Price(missed.Price), Percent(missed.Percent)) : null,
        };
    }

    private TimeSpan Duration(string text) => Durations.TryParse(text, out var duration) ? duration : throw Fault($"\"{text}\" has to be an ISO 8601 duration above zero, such as PT1H");

    private TimeSpan DurationOrNone(string text) => text == "PT0S" ? TimeSpan.Zero : Duration(text);

    private Money Price(string text) => Money.TryParse(text, currency, out var price) && price.MinorUnits >= 0
        ? price
        : throw Fault($"\"{text}\" has to be an amount in {currency}, such as {new Money(4900, currency)}");

    private decimal Factor(string text) => Number(text, 1_000) ?? throw Fault($"the factor \"{text}\" has to be a number from 0 to 1000, such as 1.25");

    private decimal Percent(string text) => Number(text, 100) ?? throw Fault($"the percentage \"{text}\" has to be a number from 0 to 100");

    private static decimal? Number(string text, decimal max) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= max ? number : null;

    private DayOfWeek Weekday(string text) => Enum.TryParse<DayOfWeek>(text, out var day) && Enum.GetName(day) == text
        ? day
        : throw Fault($"\"{text}\" has to be a day of the week, such as Saturday");

    // A leap year, so that 29 February is a day.
    private (int, int) Day(string text) => DateTime.TryParseExact($"2000-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? (day.Month, day.Day)
        : throw Fault($"\"{text}\" has to be a month and a day, such as 12-20");

    private TimeZoneInfo Zone() => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone)
        ? zone
        : throw Fault($"the time zone \"{options.TimeZone}\" is unknown");

    private OptionsValidationException Fault(string what) => InvalidOptions.Because($"Inventory:Types: the tariff of {type}: {what}.");
}
