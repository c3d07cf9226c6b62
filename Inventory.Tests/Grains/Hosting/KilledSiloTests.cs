using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Hosting;

/// <summary>A silo dies under use. Calls may fail meanwhile, and are made again.</summary>
public sealed class KilledSiloTests : IAsyncLifetime
{
    private const string Type = "Car";
    private const int Cars = 12;
    private const int SlotsBefore = 20;
    private const int SlotsAfter = 20;

    private readonly MemoryStore _store = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(_store, silos: 2, patience: TimeSpan.FromSeconds(3));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_acknowledged_before_and_while_a_silo_dies_is_there_afterwards()
    {
        var cars = new List<Resource>();
        for (var i = 0; i < Cars; i++)
            cars.Add((await _cluster.Grains.GetRegistry(Type).Create(new($"Car{i}", default))).Resource!);
        await _cluster.SpreadAsync(cars.Select(On));
        var before = new CountdownEvent(Cars);
        var (inUse, killed) = (NewSignal(), NewSignal());
        var callers = cars.Select(car => Task.Run(() => FillAsync(car, killed.Task, () =>
        {
            if (before.Signal())
                inUse.SetResult();
        }))).ToArray();

        await inUse.Task;
        await _cluster.Silos.KillSiloAsync(_cluster.Silos.Silos[^1]);
        killed.SetResult();
        var acknowledged = await Task.WhenAll(callers);

        foreach (var (car, mine) in cars.Zip(acknowledged))
        {
            var list = new ListAllocationsRequest { ResourceType = Type, Window = Interval.Always, Limit = int.MaxValue };
            var listed = (await RetriedAsync(() => On(car).ListAllocations(list))).Allocations;
            Assert.Equal(mine.Slots, listed.Length);
            Assert.Empty(mine.Acknowledged.Except(listed.Select(allocation => allocation.Id)));
        }
        var page = await RetriedAsync(() => _cluster.Grains.GetRegistry(Type).List(new() { Limit = 1000 }));
        Assert.Equal(cars.Select(car => car.Id), page.Resources.Select(car => car.Id));
        Assert.True((await RetriedAsync(() => _cluster.Grains.GetRegistry(Type).Create(new("new", default)))).IsCreated);
    }

    /// <summary>Takes one slot after another, until some time after the silo is killed.</summary>
    /// <returns>How many, and which allocations were acknowledged. A slot that is taken at the second try was taken at the first, whose answer was lost.</returns>
    private async Task<(int Slots, List<Guid> Acknowledged)> FillAsync(Resource car, Task killed, Action whenInUse)
    {
        var acknowledged = new List<Guid>();
        var slot = 0;
        for (var rest = SlotsAfter; rest > 0; slot++)
        {
            var request = new AllocateRequest { ResourceType = Type, Interval = Sample.Interval(slot, slot + 1), Details = new() { Type = "booking" } };
            rest -= killed.IsCompleted ? 1 : 0;
            var result = await RetriedAsync(() => On(car).Allocate(request));
            if (result.IsAllocated)
                acknowledged.Add(result.Allocation.Id);
            if (slot == SlotsBefore)
                whenInUse();
        }
        return (slot, acknowledged);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IResourceGrain On(Resource car) => _cluster.Grains.GetResource(car.Id);

    /// <summary>The next try finds the grain on the other silo, as soon as that knows of the death.</summary>
    private static async Task<T> RetriedAsync<T>(Func<Task<T>> call)
    {
        var (answer, reason) = (default(T), "");
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (Exception e) when (e is OrleansException or TimeoutException or StoreUnavailableException)
                {
                    reason = e.Message;
                    return false;
                }
            },
            () => reason);
        return answer!;
    }
}
