using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Policies;

/// <summary>The rules of every type, from the section <c>Inventory:Types</c> of the configuration, and of each resource. Every process of a cluster needs the same section.</summary>
public sealed class TypeRules
{
    public const string Section = "Inventory:Types";

    public static readonly TypeRules None = new([]);

    private readonly FrozenDictionary<string, TypeRule> _types;

    // A resource with rules of its own is compiled once, and forgotten with it.
    private readonly ConditionalWeakTable<Resource, Rules> _own = [];

    private TypeRules(IEnumerable<TypeRule> types)
    {
        _types = types.Where(type => type.Name.Length > 0).DistinctBy(type => type.Name).ToFrozenDictionary(type => type.Name);
        Fingerprint = FingerprintOf(_types.Values);
    }

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A policy is wrong; the message says all that is.</exception>
    public static TypeRules From(IConfiguration configuration) => new(configuration.GetSection(Section).GetChildren().Select(Read));

    /// <summary>For decisions on this resource.</summary>
    public Rules Of(Resource? resource)
    {
        if (resource is null)
            return Rules.None;
        if (!resource.Policy.IsDefaultOrEmpty)
            return _own.GetValue(resource, Compile);
        return _types.Count > 0 && _types.TryGetValue(resource.Type, out var type) ? type.Rules : Rules.None;
    }

    /// <summary>Of a resource that has no policy of its own.</summary>
    public Rules OfType(string name) => _types.TryGetValue(name, out var type) ? type.Rules : Rules.None;

    /// <summary>As the configuration has it: a JSON object in UTF-8; empty for none.</summary>
    public byte[] JsonOfType(string name) => _types.TryGetValue(name, out var type) ? type.Json : [];

    /// <summary>Equal where the rules are. A gateway is not ready while a silo has others.</summary>
    public string Fingerprint { get; }

    private static string FingerprintOf(IEnumerable<TypeRule> types)
    {
        var text = new StringBuilder();
        foreach (var type in types.Where(type => type.Slot is not null || type.Json.Length > 0).OrderBy(type => type.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{type.Name}\n{type.Slot}\n{Encoding.UTF8.GetString(type.Json)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private Rules Compile(Resource resource)
    {
        var type = _types.GetValueOrDefault(resource.Type);
        return Rules.Of((type?.Rules.Policy ?? Policy.None).OverriddenBy(PolicyReader.Parse(resource.Policy.AsSpan())), type?.Slot);
    }

    private static TypeRule Read(IConfigurationSection section)
    {
        var name = section["Name"] ?? "";
        var slot = section["Kind"] == "interval" && section["Slot"] is { } text ? SlotOf(name, text) : (TimeSpan?)null;
        var settings = section.GetSection("Policy");
        if (!settings.Exists())
            return new(name, Rules.Of(Policy.None, slot), slot, []);
        var json = JsonSerializer.SerializeToUtf8Bytes(ToJson(settings));
        using var document = JsonDocument.Parse(json);
        var (policy, faults) = PolicyReader.Read(document.RootElement);
        return policy is not null ? new(name, Rules.Of(policy, slot), slot, json)
            : throw InvalidOptions.Because($"{Section}: the policy of {name}: {string.Join("; ", faults.Select(fault => $"{fault.Path} {fault.Text}"))}.");
    }

    private static TimeSpan SlotOf(string name, string text) => Durations.TryParse(text, out var slot) ? slot
        : throw InvalidOptions.Because($"{Section}: the slot \"{text}\" of {name} has to be an ISO 8601 duration such as PT30M, above zero.");

    // The configuration knows texts alone, lists as sections with numbers, and an empty list as an empty text.
    private static JsonNode? ToJson(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
            return section.Value is { Length: > 0 } text ? JsonValue.Create(text) : new JsonArray();
        return children.All(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new JsonArray([.. children.Select(ToJson)])
            : new JsonObject(children.Select(child => KeyValuePair.Create(child.Key, ToJson(child))));
    }

    private sealed record TypeRule(string Name, Rules Rules, TimeSpan? Slot, byte[] Json);
}
