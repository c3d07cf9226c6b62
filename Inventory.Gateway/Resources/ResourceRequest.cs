using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Resources;

/// <summary>A resource to be made.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="Faults"/> checks.</remarks>
public sealed record ResourceRequest : IJsonOnDeserialized
{
    public const int MaxNameLength = 100;

    /// <summary>1 to 100 characters, unique within the type.</summary>
    [Required, Length(1, MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>A JSON object of the client's own, up to 16 KiB. What the type declares of it, has to hold.</summary>
    public JsonElement Attributes { get; set; }

    /// <param name="rules">For the attributes of the type.</param>
    public List<Fault> Faults(AttributeRules rules)
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "name", Name, 1, MaxNameLength);
        if (RawJson.Check(faults, "attributes", Attributes))
            faults.AddRange(rules.Check(RawJson.Keep(Attributes)).Select(Fault.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}
