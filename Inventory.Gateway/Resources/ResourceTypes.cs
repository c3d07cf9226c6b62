using System.Text.RegularExpressions;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Gateway.Api;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Resources;

/// <summary>The resource types that there are, in the order of the configuration.</summary>
public sealed class ResourceTypes
{
    private ResourceTypes(IReadOnlyList<ResourceType> all) => (All, Allocatable) = (all, [.. all.Where(type => type.IsAllocatable)]);

    public IReadOnlyList<ResourceType> All { get; }

    /// <summary>Those whose resources can be taken for a time, and booked.</summary>
    public IReadOnlyList<ResourceType> Allocatable { get; }

    /// <exception cref="OptionsValidationException">The configuration is not usable; the message says why.</exception>
    public static ResourceTypes From(IReadOnlyList<ResourceTypeOptions> options)
    {
        var types = options.Select(ResourceType.From).ToList();
        if (types.Count == 0)
            throw InvalidOptions.Because("Inventory:Types is empty: nothing could be kept or booked.");
        if (types.DistinctBy(t => t.Name).Count() < types.Count || types.DistinctBy(t => t.Path).Count() < types.Count)
            throw InvalidOptions.Because("Inventory:Types names a name or a path twice.");
        return new ResourceTypes(types);
    }
}

/// <summary>A resource type, valid.</summary>
/// <param name="Name">What <c>resource_type</c> carries.</param>
/// <param name="Path">The collection's place below <c>/api</c>.</param>
/// <param name="Kind"><c>continuous</c>, <c>interval</c> or <c>asset</c>.</param>
/// <param name="Slot">The slot as configured, ISO 8601; <c>null</c> for other types.</param>
/// <param name="Grid">The grid of an interval type; <c>null</c> for other types.</param>
/// <param name="Attributes">What its resources' attributes may be.</param>
public sealed partial record ResourceType(string Name, string Path, string Kind, string? Slot, SlotGrid? Grid, AttributeSchema Attributes)
{
    /// <summary>What else lives below <c>/api</c>.</summary>
    private static readonly string[] ReservedPaths = ["types", "users", "beers", "orders", "bookings", "quote", "account", "invoices", "payments", "events", "keys", "webhooks"];

    public string CollectionPath => $"/api/{Path}";

    /// <summary>Its resources can be taken for a time. Those of an asset type are kept, and that is all.</summary>
    public bool IsAllocatable => Kind != "asset";

    /// <summary>Not every attribute is as good as any other.</summary>
    public bool HasRules => !Attributes.Declared.IsEmpty || Attributes.RefusesOthers;

    /// <exception cref="OptionsValidationException">The configuration is not usable; the message says why.</exception>
    public static ResourceType From(ResourceTypeOptions options)
    {
        if (!NamePattern().IsMatch(options.Name))
            throw InvalidOptions.Because($"Inventory:Types: the name \"{options.Name}\" has to be 1 to 50 letters, digits, - or _.");
        if (!PathPattern().IsMatch(options.Path) || ReservedPaths.Contains(options.Path))
            throw InvalidOptions.Because($"Inventory:Types: the path \"{options.Path}\" has to be 1 to 50 of a-z, 0-9 and -, and none of {string.Join(", ", ReservedPaths)}.");
        if (options is { Kind: "asset", Slot: not null } or { Kind: "asset", Tariff: not null })
            throw InvalidOptions.Because($"Inventory:Types: {options.Name} is an asset, which is not allocated: it has no slot and no tariff.");
        var attributes = new AttributeReader(options).Read();
        return options.Kind switch
        {
            "continuous" or "asset" => new(options.Name, options.Path, options.Kind, null, null, attributes),
            "interval" => new(options.Name, options.Path, options.Kind, options.Slot, GridOf(options), attributes),
            _ => throw InvalidOptions.Because($"Inventory:Types: the kind \"{options.Kind}\" of {options.Name} has to be continuous, interval or asset."),
        };
    }

    private static SlotGrid GridOf(ResourceTypeOptions options) => Durations.TryParse(options.Slot, out var slot)
        ? new SlotGrid(slot)
        : throw InvalidOptions.Because($"Inventory:Types: the slot \"{options.Slot}\" of {options.Name} has to be an ISO 8601 duration such as PT30M, above zero.");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,50}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z0-9-]{1,50}$")]
    private static partial Regex PathPattern();
}
