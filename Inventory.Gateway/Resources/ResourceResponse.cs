using Inventory.Contracts;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Resources;

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
