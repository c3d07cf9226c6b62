using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;

namespace Inventory.Gateway.Resources;

public sealed class ResourceTypes
{
    private ResourceTypes(IReadOnlyList<ResourceType> all, TypeRules rules) => (All, Allocatable, Rules) = (all, [.. all.Where(type => type.IsAllocatable)], rules);

    public IReadOnlyList<ResourceType> All { get; }

    public IReadOnlyList<ResourceType> Allocatable { get; }

    public TypeRules Rules { get; }

    public static ResourceTypes From(IReadOnlyList<ResourceTypeOptions> options, TypeRules rules)
    {
        var types = options.Select(ResourceType.From).Select(type => type with { Policy = [.. rules.JsonOfType(type.Name)], Grid = rules.OfType(type.Name).Grid ?? type.Grid }).ToList();
        if (types.Count == 0)
            throw InvalidOptions.Because("Inventory:Types is empty: it needs at least one type.");
        if (types.DistinctBy(t => t.Name).Count() < types.Count || types.DistinctBy(t => t.Path).Count() < types.Count)
            throw InvalidOptions.Because("Inventory:Types has a duplicate name or path.");
        return new ResourceTypes(types, rules);
    }
}

/// <summary>A valid resource type. <c>Slot</c> (ISO 8601) and <c>Grid</c> are <c>null</c> unless the kind is <c>interval</c>.</summary>
public sealed partial record ResourceType(string Name, string Path, string Kind, string? Slot, SlotGrid? Grid, AttributeSchema Attributes)
{
    private static readonly string[] ReservedPaths = ["types", "users", "beers", "orders", "bookings", "quote", "account", "invoices", "payments", "events", "keys", "webhooks", "silos", "calendar-tokens", "imports"];

    /// <summary>Its rules: a JSON object in UTF-8; empty for none.</summary>
    public ImmutableArray<byte> Policy { get; init; } = [];

    /// <summary>Has every operation that a type can have: for the OpenAPI document.</summary>
    public static ResourceType Described { get; } = From(new() { Name = "Type", Path = "type", Kind = "interval", Slot = "PT30M" });

    public string CollectionPath => $"/api/{Path}";

    public bool IsAllocatable => Kind != "asset";

    public bool HasRules => !Attributes.Declared.IsEmpty || Attributes.RefusesOthers;

    public static ResourceType From(ResourceTypeOptions options)
    {
        if (!NamePattern().IsMatch(options.Name))
            throw InvalidOptions.Because($"Inventory:Types: the name \"{options.Name}\" has to be 1 to 50 letters, digits, - or _.");
        if (!PathPattern().IsMatch(options.Path) || ReservedPaths.Contains(options.Path))
            throw InvalidOptions.Because($"Inventory:Types: the path \"{options.Path}\" has to be 1 to 50 of a-z, 0-9 and -, and not one of {string.Join(", ", ReservedPaths)}.");
        if (options is { Kind: "asset", Slot: not null } or { Kind: "asset", Tariff: not null })
            throw InvalidOptions.Because($"Inventory:Types: {options.Name} is an asset, which cannot be allocated: it must not have a slot or a tariff.");
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
