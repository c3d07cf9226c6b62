using System.Text.RegularExpressions;
using Inventory.Domain;
using Inventory.Gateway.Hosting;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Types;

/// <summary>A resource type, valid.</summary>
/// <param name="Name">What <c>resource_type</c> carries.</param>
/// <param name="Path">The collection's place below <c>/api</c>.</param>
/// <param name="Slot">The slot as configured, ISO 8601; <c>null</c> for continuous types.</param>
/// <param name="Grid">The grid of an interval type; <c>null</c> for continuous types.</param>
public sealed partial record ResourceType(string Name, string Path, string? Slot, SlotGrid? Grid)
{
    /// <summary>What else lives below <c>/api</c>.</summary>
    private static readonly string[] ReservedPaths = ["types", "users", "beers", "orders", "bookings", "quote", "account", "invoices", "payments", "events", "keys", "webhooks"];

    public string CollectionPath => $"/api/{Path}";

    /// <exception cref="InvalidConfigurationException">The configuration is not usable; the message says why.</exception>
    public static ResourceType From(ResourceTypeOptions options)
    {
        if (!NamePattern().IsMatch(options.Name))
            throw new InvalidConfigurationException($"Inventory:Types: the name \"{options.Name}\" has to be 1 to 50 letters, digits, - or _.");
        if (!PathPattern().IsMatch(options.Path) || ReservedPaths.Contains(options.Path))
            throw new InvalidConfigurationException($"Inventory:Types: the path \"{options.Path}\" has to be 1 to 50 of a-z, 0-9 and -, and none of {string.Join(", ", ReservedPaths)}.");
        return options.Kind switch
        {
            "continuous" => new(options.Name, options.Path, null, null),
            "interval" => new(options.Name, options.Path, options.Slot, GridOf(options)),
            _ => throw new InvalidConfigurationException($"Inventory:Types: the kind \"{options.Kind}\" of {options.Name} has to be continuous or interval."),
        };
    }

    private static SlotGrid GridOf(ResourceTypeOptions options) => Durations.TryParse(options.Slot, out var slot)
        ? new SlotGrid(slot)
        : throw new InvalidConfigurationException($"Inventory:Types: the slot \"{options.Slot}\" of {options.Name} has to be an ISO 8601 duration such as PT30M, above zero.");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,50}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z0-9-]{1,50}$")]
    private static partial Regex PathPattern();
}
