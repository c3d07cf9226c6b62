using Inventory.Domain.Pricing;
using Inventory.Gateway.Hosting;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Pricing;

/// <summary>The tariffs that there are, by type. A type may have none: its resources can be allocated, and not booked.</summary>
public sealed class Tariffs
{
    private readonly Dictionary<string, Tariff> _byType;

    private Tariffs(string currency, Dictionary<string, Tariff> byType) => (Currency, _byType) = (currency, byType);

    /// <summary>Of all prices and accounts.</summary>
    public string Currency { get; }

    /// <param name="options">Of which the types are valid.</param>
    /// <exception cref="InvalidConfigurationException">The configuration is not usable; the message says why.</exception>
    public static Tariffs From(InventoryOptions options)
    {
        if (!Currencies.IsCode(options.Currency))
            throw new InvalidConfigurationException($"Inventory:Currency: \"{options.Currency}\" has to be an ISO 4217 code such as EUR.");
        return new(options.Currency, options.Types.Where(t => t.Tariff is not null).ToDictionary(t => t.Name, t => new TariffReader(t.Name, t.Tariff!, options.Currency).Read()));
    }

    public Tariff? Find(ResourceType type) => _byType.GetValueOrDefault(type.Name);
}
