using Inventory.Domain.Pricing;
using Inventory.Grains.Configuration;

namespace Inventory.Gateway.Pricing;

/// <summary>A type may have no tariff: then its resources can be allocated, but not booked.</summary>
public sealed class Tariffs
{
    private readonly Dictionary<string, Tariff> _byType;
    private readonly Dictionary<(string Type, string Version), Tariff> _byVersion;

    private Tariffs(string currency, Dictionary<string, Tariff> byType, Dictionary<(string Type, string Version), Tariff> byVersion) =>
        (Currency, _byType, _byVersion) = (currency, byType, byVersion);

    public string Currency { get; }

    public static Tariffs From(string currency, IEnumerable<(string Type, TariffOptions Options)> tariffs)
    {
        if (!Currencies.IsCode(currency))
            throw InvalidOptions.Because($"Inventory:Currency: \"{currency}\" has to be an ISO 4217 code such as EUR.");
        var (byType, byVersion) = (new Dictionary<string, Tariff>(), new Dictionary<(string, string), Tariff>());
        foreach (var (type, options) in tariffs)
        {
            foreach (var version in options.Previous.Prepend(options))
                if (!byVersion.TryAdd((type, version.Version), new TariffReader(type, version, currency).Read()))
                    throw InvalidOptions.Because($"Inventory:Types: the tariff of {type} has the version \"{version.Version}\" twice.");
            byType[type] = byVersion[(type, options.Version)];
        }
        return new(currency, byType, byVersion);
    }

    /// <param name="type">Its name.</param>
    /// <param name="version">Of an earlier booking; without it, or if it is not configured any more, it is today's.</param>
    public Tariff? Find(string type, string? version = null) =>
        version is not null && _byVersion.TryGetValue((type, version), out var own) ? own : _byType.GetValueOrDefault(type);
}
