using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

// Reentrant: it waits for resources, and no resource waits for it. It changes after the resource has made a change durable; until then the name is reserved.
// If an outcome is unknown, or the store knows a name or ordinal that the registry does not, the registry is loaded again.
[Reentrant]
[GrainType("resource-registry")]
public sealed class ResourceRegistryGrain : Grain, IResourceRegistryGrain
{
    // Only another activation of the same registry makes an attempt fail.
    private const int MaxAttempts = 10;

    private readonly TimeProvider _clock;
    private readonly AsyncCache<ResourceRegistry> _registry;

    public ResourceRegistryGrain(IStore store, TimeProvider clock, IOptions<LimitsOptions> limits)
    {
        _clock = clock;
        _registry = new(async () => new ResourceRegistry(await store.LoadRegistryAsync(Type, CancellationToken.None), limits.Value.ToLimits().IdempotencyRetention));
    }

    private string Type => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await _registry.GetAsync();

    public async Task<CreateResourceResult> Create(CreateResourceRequest request)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var registry = await LoadedWithoutPendingAsync(request.Name, request.Key, request.Parts);
            if (registry.FindCreation(request.Key, _clock.Now()) is { } record)
                return record.Key == request.Key ? CreateResourceResult.Created(record.Resource) : CreateResourceResult.KeyReused;
            if (registry.Find(request.Name) is not null) return CreateResourceResult.NameTaken;
            if (registry.Refuse(request.Parts) is { IsEmpty: false } refused) return CreateResourceResult.PartsRefused(refused);
            if (request.IsPreview) return CreateResourceResult.Created(NewResource(request, ordinal: 0));

            var resource = NewResource(request, registry.NextOrdinal());
            using var change = registry.Begin(request.Name, request.Key, request.Parts);
            var result = await OrInvalidateAsync(registry, GrainFactory.GetResource(resource.Id).Create(resource, await GrainFactory.GetWaitingList(Type).ListOpen(), request.Key, request.RequestedBy));
            if (result.IsCreated)
                registry.Add(result.Resource, request.Key);
            if (result.Status != CreateResourceStatus.RegisterStale)
                return result;
            Invalidate(registry);
        }
        throw Overtaken();
    }

    public async Task<UpdateResourceResult> Update(UpdateResourceRequest request)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var registry = request.Name is null ? await _registry.GetAsync() : await LoadedWithoutPendingAsync(request.Name);
            if (registry.Find(request.Id) is not { } current) return UpdateResourceResult.NotFound;
            if (!request.IfMatch.Allows(current.Version)) return UpdateResourceResult.PreconditionFailed;
            var newName = request.Name == current.Name ? null : request.Name;
            if (newName is not null && registry.Find(newName) is not null) return UpdateResourceResult.NameTaken;

            using var change = registry.Begin(newName);
            var result = await OrInvalidateAsync(registry, GrainFactory.GetResource(request.Id).Update(request));
            if (result.IsUpdated && !request.IsPreview)
                registry.Replace(result.Resource);
            if (result.Status == UpdateResourceStatus.NotFound)
                registry.Remove(request.Id);
            if (result.Status != UpdateResourceStatus.RegisterStale)
                return result;
            Invalidate(registry);
        }
        throw Overtaken();
    }

    public async Task<SetPolicyResult> SetPolicy(SetPolicyRequest request)
    {
        var registry = await _registry.GetAsync();
        using var change = registry.Begin(name: null);
        var result = await OrInvalidateAsync(registry, GrainFactory.GetResource(request.Id).SetPolicy(request));
        if (result.Status == SetPolicyStatus.Set && !request.IsPreview)
            registry.Replace(result.Resource!);
        return result;
    }

    public async Task<DeleteResourceResult> Delete(DeleteResourceRequest request)
    {
        var registry = await LoadedWithoutPendingAsync(name: null, key: null, [request.Id]);
        if (registry.Find(request.Id) is { } resource && registry.WholesOf(request.Id).ToList() is { Count: > 0 } wholes)
            return request.IfMatch.Allows(resource.Version) ? DeleteResourceResult.PartOf(wholes) : DeleteResourceResult.PreconditionFailed;
        using var change = registry.Begin(name: null, parts: [request.Id]);
        var result = await OrInvalidateAsync(registry, GrainFactory.GetResource(request.Id).Delete(request));
        if (result.Status == DeleteResourceStatus.NotFound || (result.Status == DeleteResourceStatus.Deleted && !request.IsPreview))
            registry.Remove(request.Id);
        return result;
    }

    public async Task<ResourcePage> List(ListResourcesRequest request) => (await _registry.GetAsync()).List(request);

    private Resource NewResource(CreateResourceRequest request, long ordinal) => new()
    {
        Id = Guid.CreateVersion7(_clock.GetUtcNow()),
        Type = Type,
        Name = request.Name,
        Attributes = request.Attributes,
        Created = _clock.Now(),
        Ordinal = ordinal,
        Units = request.Units,
        Parts = request.Parts,
        Version = 1,
    };

    private async Task<T> OrInvalidateAsync<T>(ResourceRegistry registry, Task<T> change)
    {
        try
        {
            return await change;
        }
        catch (Exception e) when (e is not ResourceDamagedException)
        {
            Invalidate(registry);
            throw;
        }
    }

    private async ValueTask<ResourceRegistry> LoadedWithoutPendingAsync(string? name, IdempotencyKey? key = null, ImmutableArray<Guid>? parts = null)
    {
        while (true)
        {
            var registry = await _registry.GetAsync();
            if (((name is null ? null : registry.PendingFor(name, key)) ?? registry.PendingOn(parts ?? [])) is not { } change)
                return registry;
            await change.Ended;
        }
    }

    // The next load waits for the changes that still run.
    private void Invalidate(ResourceRegistry registry) => _registry.Invalidate(registry, registry.PendingEnded);

    private StoreUnavailableException Overtaken() => new($"Other activations of the registry of {Type} won {MaxAttempts} changes in a row.");
}
