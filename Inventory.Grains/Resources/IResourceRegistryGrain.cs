using System.Collections.Immutable;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>
/// The register of one resource type. Its key is the type's name. It knows every resource of the type, keeps their names apart and lists them in the order
/// in which they were made. What changes a name goes through it, and is made durable by the resource.
/// </summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
[Alias("inventory.resource-registry-grain")]
public interface IResourceRegistryGrain : IGrainWithStringKey
{
    [Alias("create")]
    Task<CreateResourceResult> Create(CreateResourceRequest request);

    [Alias("update")]
    Task<UpdateResourceResult> Update(UpdateResourceRequest request);

    [Alias("delete")]
    Task<DeleteResourceResult> Delete(DeleteResourceRequest request);

    [Alias("list")]
    Task<ResourcePage> List(ListResourcesRequest request);
}

[GenerateSerializer, Immutable, Alias("inventory.list-resources-request")]
public sealed record ListResourcesRequest
{
    /// <summary>Only the resource that has exactly this name; <c>null</c> for all.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Only resources with a higher ordinal.</summary>
    [Id(1)]
    public long After { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    [Id(2)]
    public required int Limit { get; init; }

    /// <summary>Only resources that all of these ask for.</summary>
    [Id(3)]
    public ImmutableArray<AttributeFilter> Attributes { get; init; } = [];
}

/// <param name="Resources">By ordinal: the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals than the last one's.</param>
[GenerateSerializer, Immutable, Alias("inventory.resource-page")]
public sealed record ResourcePage(ImmutableArray<Resource> Resources, bool HasMore);
