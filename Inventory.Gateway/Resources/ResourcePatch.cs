using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Resources;

/// <summary>A merge patch (RFC 7396) of a resource: what is named changes.</summary>
public sealed record ResourcePatch : IJsonOnDeserialized
{
    private bool _namesName;

    /// <summary>1 to 100 characters, unique within the type.</summary>
    [Length(1, ResourceRequest.MaxNameLength)]
    public string? Name
    {
        get;
        set
        {
            field = value;
            _namesName = true;
        }
    }

    /// <summary>Merged into the attributes: a member that is <c>null</c> is removed.</summary>
    public JsonElement Attributes { get; set; }

    /// <param name="rules">
    /// For the attributes of the type. What they are after the merge, the resource judges; where it is not asked, because of other faults, what can be said is said here.
    /// </param>
    public List<Fault> Faults(AttributeRules rules)
    {
        var faults = new List<Fault>();
        if (_namesName)
            TextRules.Check(faults, "name", Name, 1, ResourceRequest.MaxNameLength);
        if (RawJson.Check(faults, "attributes", Attributes) && faults.Count > 0 && Attributes.ValueKind != JsonValueKind.Undefined)
            faults.AddRange(rules.CheckPatch(RawJson.Patch(Attributes)).Select(Fault.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}
