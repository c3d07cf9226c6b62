using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Grains.Configuration;
using Inventory.Storage;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

/// <inheritdoc cref="IResourceRegistryGrain"/>
/// <remarks>
/// Reentrant: it waits for resources, not they for it. The register is changed when the resource has made the change durable; until then the new name is reserved.
/// When an outcome is unknown, or the store knows a name or ordinal that the register does not, the register is dropped and loaded again.
/// </remarks>
[Reentrant]
[GrainType("resource-registry")]
public sealed class ResourceRegistryGrain : Grain, IResourceRegistryGrain
{
    /// <summary>An attempt is lost to another activation of the same register; there cannot be many of them.</summary>
    private const int MaxAttempts = 10;

    private readonly TimeProvider _clock;
    private readonly AsyncCache<ResourceRegistry> _register;

    public ResourceRegistryGrain(IStore store, TimeProvider clock, IOptions<LimitsOptions> limits)
    {
        _clock = clock;
        _register = new(async () => new ResourceRegistry(await store.LoadRegistryAsync(Type, CancellationToken.None), limits.Value.ToLimits().IdempotencyRetention));
    }

    private string Type => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await _register.GetAsync();

    public async Task<CreateResourceResult> Create(CreateResourceRequest request)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var register = await LoadedWithoutPendingAsync(request.Name, request.Key);
            if (register.FindCreation(request.Key, _clock.Now()) is { } kept)
                return kept.Key == request.Key ? CreateResourceResult.Created(kept.Resource) : CreateResourceResult.KeyReused;
            if (register.Find(request.Name) is not null) return CreateResourceResult.NameTaken;

            var resource = NewResource(request, register.NextOrdinal());
            using var change = register.Begin(request.Name, request.Key);
            var result = await OrDropAsync(register, GrainFactory.GetResource(resource.Id).Create(resource, request.Key, request.RequestedBy));
            if (result.IsCreated)
                register.Add(result.Resource, request.Key);
            if (result.Status != CreateResourceStatus.RegisterStale)
                return result;
            Drop(register);
        }
        throw IsOvertaken();
    }

    public async Task<UpdateResourceResult> Update(UpdateResourceRequest request)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var register = request.Name is null ? await _register.GetAsync() : await LoadedWithoutPendingAsync(request.Name);
            if (register.Find(request.Id) is not { } current) return UpdateResourceResult.NotFound;
            if (!request.IfMatch.Allows(current.Version)) return UpdateResourceResult.PreconditionFailed;
            var newName = request.Name == current.Name ? null : request.Name;
            if (newName is not null && register.Find(newName) is not null) return UpdateResourceResult.NameTaken;

            using var change = register.Begin(newName);
            var result = await OrDropAsync(register, GrainFactory.GetResource(request.Id).Update(request));
            if (result.IsUpdated)
                register.Replace(result.Resource);
            if (result.Status == UpdateResourceStatus.NotFound)
                register.Remove(request.Id);
            if (result.Status != UpdateResourceStatus.RegisterStale)
                return result;
            Drop(register);
        }
        throw IsOvertaken();
    }

    public async Task<DeleteResourceResult> Delete(DeleteResourceRequest request)
    {
        var register = await _register.GetAsync();
        using var change = register.Begin(name: null);
        var result = await OrDropAsync(register, GrainFactory.GetResource(request.Id).Delete(request));
        if (result.Status is DeleteResourceStatus.Deleted or DeleteResourceStatus.NotFound)
            register.Remove(request.Id);
        return result;
    }

    public async Task<ResourcePage> List(ListResourcesRequest request) => (await _register.GetAsync()).List(request);

    private Resource NewResource(CreateResourceRequest request, long ordinal) => new()
    {
        Id = Guid.CreateVersion7(_clock.GetUtcNow()),
        Type = Type,
        Name = request.Name,
        Attributes = request.Attributes,
        Created = _clock.Now(),
        Ordinal = ordinal,
        Version = 1,
    };

    /// <summary>Waits for a resource to change. If it is not known whether it did, the register is not to be trusted.</summary>
    private async Task<T> OrDropAsync<T>(ResourceRegistry register, Task<T> change)
    {
        try
        {
            return await change;
        }
        catch
        {
            Drop(register);
            throw;
        }
    }

    /// <summary>The register, at a moment when no change that takes this name or key is under way: what it says of them is durable.</summary>
    private async ValueTask<ResourceRegistry> LoadedWithoutPendingAsync(string name, IdempotencyKey? key = null)
    {
        while (true)
        {
            var register = await _register.GetAsync();
            if (register.PendingFor(name, key) is not { } change)
                return register;
            await change.Ended;
        }
    }

    // New changes have to know how those under way end.
    private void Drop(ResourceRegistry register) => _register.Invalidate(register, register.PendingEnded);

    private StoreUnavailableException IsOvertaken() => new($"The register of {Type} is being changed by others faster than it can decide.");
}
