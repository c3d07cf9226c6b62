using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        if (_namesName)
            TextRules.Check(faults, "name", Name, 1, ResourceRequest.MaxNameLength);
        RawJson.Check(faults, "attributes", Attributes);
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}
