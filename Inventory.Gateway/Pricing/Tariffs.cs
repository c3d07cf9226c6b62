using Inventory.Domain.Pricing;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Pricing;

/// <summary>The tariffs that there are, by type. A type may have none: its resources can be allocated, and not booked.</summary>
public sealed class Tariffs
{
    private readonly Dictionary<string, Tariff> _byType;

    private Tariffs(string currency, Dictionary<string, Tariff> byType) => (Currency, _byType) = (currency, byType);

    /// <summary>Of all prices and accounts.</summary>
    public string Currency { get; }

    /// <param name="currency">Of all prices.</param>
    /// <param name="tariffs">By the name of the type.</param>
    /// <exception cref="OptionsValidationException">The configuration is not usable; the message says why.</exception>
    public static Tariffs From(string currency, IEnumerable<(string Type, TariffOptions Options)> tariffs)
    {
        if (!Currencies.IsCode(currency))
            throw InvalidOptions.Because($"Inventory:Currency: \"{currency}\" has to be an ISO 4217 code such as EUR.");
        return new(currency, tariffs.ToDictionary(t => t.Type, t => new TariffReader(t.Type, t.Options, currency).Read()));
    }

    /// <param name="type">The name of a type.</param>
    public Tariff? Find(string type) => _byType.GetValueOrDefault(type);
}
