using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Gateway.Api;

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
    public List<ValidationError> Faults(AttributeSchema rules)
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "name", Name, 1, MaxNameLength);
        if (RawJson.Check(faults, "attributes", Attributes))
            faults.AddRange(rules.Check(RawJson.Keep(Attributes)).Select(ValidationError.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}

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
    public List<ValidationError> Faults(AttributeSchema rules)
    {
        var faults = new List<ValidationError>();
        if (_namesName)
            TextValidation.Check(faults, "name", Name, 1, ResourceRequest.MaxNameLength);
        if (RawJson.Check(faults, "attributes", Attributes) && faults.Count > 0 && Attributes.ValueKind != JsonValueKind.Undefined)
            faults.AddRange(rules.CheckPatch(RawJson.Patch(Attributes)).Select(ValidationError.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}

/// <summary>A thing that exists once.</summary>
public sealed record ResourceResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name of its type.</summary>
    public required string ResourceType { get; init; }

    public required Instant Created { get; init; }

    /// <summary>A JSON object, as it was given.</summary>
    public required RawJson Attributes { get; init; }

    public static ResourceResponse Of(Resource resource) => new()
    {
        Id = resource.Id,
        Name = resource.Name,
        ResourceType = resource.Type,
        Created = resource.Created,
        Attributes = new(resource.Attributes),
    };
}
