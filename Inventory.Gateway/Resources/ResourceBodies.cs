using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Inventory.Gateway.Resources;

/// <summary>A resource to create.</summary>
[Example("""{"name": "Car1", "attributes": {"colour": "red"}}""")]
public sealed record ResourceRequest : IJsonOnDeserialized
{
    public const int MaxNameLength = 100;

    /// <summary>1 to 100 characters, unique within the type.</summary>
    [Required, Length(1, MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>Any JSON object of the client, up to 16 KiB. Declared attributes have to follow their declaration.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>Of the kind <c>pool</c>, how many there are: 1 to 1,000,000.</summary>
    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    /// <summary>Of a whole, the ids of the 2 to 20 resources of this type that it is made of. It has no time of its own: whoever takes it takes all of them.</summary>
    [Length(Resources.Parts.Fewest, Resources.Parts.Most)]
    public IReadOnlyList<string?>? Parts { get; set; }

    public List<ValidationError> Faults(ResourceType type)
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "name", Name, 1, MaxNameLength);
        Resources.Units.Check(faults, type, Units, isRequired: true);
        Resources.Parts.Check(faults, type, Parts);
        if (RawJson.Check(faults, "attributes", Attributes))
            faults.AddRange(type.Attributes.Check(RawJson.ToStored(Attributes)).Select(ValidationError.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}

/// <summary>A merge patch (RFC 7396) of a resource: named members change.</summary>
[Example("""{"name": "Car2", "attributes": {"colour": null}}""")]
public sealed record ResourcePatch : IJsonOnDeserialized
{
    private bool _namesName;

    /// <summary>1 to 100 characters, unique within the type.</summary>
    [Length(1, ResourceRequest.MaxNameLength)]
    public string? Name
    {
        get;
        set => (field, _namesName) = (value, true);
    }

    /// <summary>Merged into the attributes; a member that is <c>null</c> is removed.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>Of the kind <c>pool</c>, how many there are: 1 to 1,000,000, and not fewer than are taken.</summary>
    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    // The resource checks the attributes after the merge. If other errors come first, this reports what it can.
    public List<ValidationError> Faults(ResourceType type)
    {
        var faults = new List<ValidationError>();
        if (_namesName)
            TextValidation.Check(faults, "name", Name, 1, ResourceRequest.MaxNameLength);
        Resources.Units.Check(faults, type, Units);
        if (RawJson.Check(faults, "attributes", Attributes) && faults.Count > 0 && Attributes.ValueKind != JsonValueKind.Undefined)
            faults.AddRange(type.Attributes.CheckPatch(RawJson.ToPatch(Attributes)).Select(ValidationError.Attribute));
        return faults;
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("attributes", Attributes);
}

[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000aa", "name": "Car1", "resource_type": "Car", "created": "2026-11-20T09:00:00Z",
    "attributes": {"colour": "red"}}
    """)]
public sealed record ResourceResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string ResourceType { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The client's JSON object, unchanged.</summary>
    public required RawJson Attributes { get; init; }

    /// <summary>Of the kind <c>pool</c>, how many there are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Units { get; init; }

    /// <summary>Of a whole, the resources that it is made of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Parts { get; init; }

    public static ResourceResponse Of(Resource resource) => new()
    {
        Id = resource.Id,
        Name = resource.Name,
        ResourceType = resource.Type,
        Created = resource.Created,
        Attributes = new(resource.Attributes),
        Units = resource.Units,
        Parts = resource.IsWhole ? resource.Parts : null,
    };
}
