using Inventory.Domain.Pricing;
using Inventory.Grains.Configuration;

namespace Inventory.Gateway.Pricing;

/// <summary>A type may have no tariff: then its resources can be allocated, but not booked.</summary>
public sealed class Tariffs
{
    private readonly Dictionary<string, Tariff> _byType;

    private Tariffs(string currency, Dictionary<string, Tariff> byType) => (Currency, _byType) = (currency, byType);

    public string Currency { get; }

    public static Tariffs From(string currency, IEnumerable<(string Type, TariffOptions Options)> tariffs)
    {
        if (!Currencies.IsCode(currency))
            throw InvalidOptions.Because($"Inventory:Currency: \"{currency}\" has to be an ISO 4217 code such as EUR.");
        return new(currency, tariffs.ToDictionary(t => t.Type, t => new TariffReader(t.Type, t.Options, currency).Read()));
    }

    public Tariff? Find(string type) => _byType.GetValueOrDefault(type);
}
