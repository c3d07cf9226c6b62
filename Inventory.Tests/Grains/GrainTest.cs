using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains;

/// <summary>A test of grains with the verbs that it speaks in. Each has a resource type of its own, so that none sees another's resources.</summary>
[Collection(nameof(SharesGrains))]
public abstract class GrainTest(GrainFixture fixture) : IDisposable
{
    protected string Type { get; } = $"Car {Guid.NewGuid():N}";

    protected MemoryStore Memory => fixture.Memory;

    protected WatchedStore Store => fixture.Store;

    protected GrainCluster Cluster => fixture.Cluster;

    protected IResourceRegistryGrain Register => Cluster.Grains.GetRegistry(Type);

    /// <summary>The store obeys no more commands.</summary>
    public void Dispose()
    {
        Memory.IsDown = false;
        Memory.FailBeforeWrite(0);
        Memory.FailAfterWrite(0);
        Memory.Release();
        GC.SuppressFinalize(this);
    }

    protected Task<CreateResourceResult> Create(string name, string? attributes = null) =>
        Register.Create(new(name, attributes is null ? default : Sample.Json(attributes)));

    /// <summary>A new car, which has to be made.</summary>
    protected async Task<Resource> NewCarAsync(string name = "Car1")
    {
        var created = await Create(name);
        Assert.Equal(CreateResourceStatus.Created, created.Status);
        return created.Resource!;
    }

    protected IResourceGrain GrainOf(Resource resource) => Cluster.Grains.GetResource(resource.Id);

    protected Task<AllocateResult> Allocate(Resource resource, long? from, long? to) => Allocate(GrainOf(resource), from, to);

    protected Task<AllocateResult> Allocate(IResourceGrain grain, long? from, long? to) =>
        grain.Allocate(new() { ResourceType = Type, Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } });

    /// <summary>An allocation that has to be made.</summary>
    protected async Task<Allocation> AllocatedAsync(Resource resource, long? from, long? to)
    {
        var result = await Allocate(resource, from, to);
        Assert.Equal(AllocateStatus.Allocated, result.Status);
        return result.Allocation!;
    }

    protected Task<ReleaseResult> Release(Resource resource, Guid allocation) => GrainOf(resource).Release(new() { ResourceType = Type, AllocationId = allocation });

    /// <summary>The allocations as a client sees them.</summary>
    protected async Task<IReadOnlyList<Allocation>> AllocationsOf(Resource resource) =>
        (await GrainOf(resource).ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = int.MaxValue })).Allocations;

    protected Task<UpdateResourceResult> Rename(Resource resource, string name) => Register.Update(new() { Type = Type, Id = resource.Id, Name = name });

    protected Task<DeleteResourceResult> Delete(Resource resource, bool force = false) => Register.Delete(new() { Type = Type, Id = resource.Id, Force = force });

    protected async Task<IReadOnlyList<Resource>> ResourcesAsync(string? name = null) =>
        (await Register.List(new() { Name = name, Limit = int.MaxValue })).Resources;

    protected async Task<string[]> NamesAsync() => [.. (await ResourcesAsync()).Select(resource => resource.Name)];

    /// <summary>Answered by the grain after what this caller asked of it before: a reading waits for nothing.</summary>
    protected Task ArrivalAt(Resource resource) => GrainOf(resource).Read(Type);
}
