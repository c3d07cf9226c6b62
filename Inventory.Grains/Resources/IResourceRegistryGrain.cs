
namespace Inventory.Grains.Resources;

/// <summary>The resources of one type, which is the key. The registry keeps names unique; the resource makes each change durable.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.resource-registry-grain")]
public interface IResourceRegistryGrain : IGrainWithStringKey
{
    [Alias("create")]
    Task<CreateResourceResult> Create(CreateResourceRequest request);

    [Alias("update")]
    Task<UpdateResourceResult> Update(UpdateResourceRequest request);

    [Alias("set-policy")]
    Task<SetPolicyResult> SetPolicy(SetPolicyRequest request);

    [Alias("delete")]
    Task<DeleteResourceResult> Delete(DeleteResourceRequest request);

    [Alias("list")]
    Task<ResourcePage> List(ListResourcesRequest request);
}

[GenerateSerializer, Immutable, Alias("inventory.list-resources-request")]
public sealed record ListResourcesRequest
{
    /// <summary>Exactly this name; <c>null</c> for all.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Only resources with a higher ordinal.</summary>
    [Id(1)]
    public long After { get; init; }

    /// <summary>1 or more.</summary>
    [Id(2)]
    public required int Limit { get; init; }

    /// <summary>All must match.</summary>
    [Id(3)]
    public ImmutableArray<AttributeFilter> Attributes { get; init; } = [];
}

/// <summary>The oldest first.</summary>
[GenerateSerializer, Immutable, Alias("inventory.resource-page")]
public sealed record ResourcePage(ImmutableArray<Resource> Resources, bool HasMore);
