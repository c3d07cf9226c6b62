using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Bookings;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using System.Diagnostics.Metrics;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>An activation of a resource that decides at random on one store, as its grain would: ahead, in turns that interleave.</summary>
/// <param name="id">Of the resource, which has others.</param>
/// <param name="store">The way to the database of this one.</param>
/// <param name="seed">Of what is decided.</param>
internal sealed class RacingResource(Guid id, IStore store, int seed)
{
    private const int Slots = 40;

    private readonly Random _random = new(seed);
    private readonly CommitPipeline _journal = PipelineOf(id, store);
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    /// <summary>The versions that were made durable, by the changes that were answered.</summary>
    public List<(Guid Resource, ResourceEvent Change)> Acknowledged { get; } = [];

    /// <summary>How many decisions were answered that nobody knows how they ended.</summary>
    public int Unknown { get; private set; }

    /// <param name="decisions">So many, three under way at a time.</param>
    /// <param name="afterFault">What to wait for when the store has failed.</param>
    public Task RunAsync(int decisions, Func<Task> afterFault) => Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
        Task.Factory.StartNew(() => DecideAsync(decisions / 3, afterFault), default, TaskCreationOptions.None, _turns).Unwrap()));

    private async Task DecideAsync(int decisions, Func<Task> afterFault)
    {
        for (var i = 0; i < decisions; i++)
        {
            try
            {
                ResourceEvent[] changes = [];
                await _journal.DecideAsync((state, now) =>
                {
                    var (answer, decided) = Next(state, now);
                    changes = decided;
                    return new Decision<bool>(answer, decided);
                });
                Acknowledged.AddRange(changes.Select(change => (id, change)));
            }
            catch (StoreUnavailableException)
            {
                Unknown++;
                await afterFault();
            }
        }
    }

    private (bool, ResourceEvent[]) Next(ResourceState state, Instant now)
    {
        var from = new Instant(A.Moment.Microseconds + _random.Next(Slots) * 3_600_000_000L);
        var interval = new Interval(from, new(from.Microseconds + _random.Next(1, 4) * 3_600_000_000L));
        var present = state.At(now).Calendar.Overlapping(Interval.Always);
        var some = present.Count == 0 ? Guid.NewGuid() : present[_random.Next(present.Count)].Id;
        var kind = _random.Next(10);
        return kind switch
        {
            < 4 => Of(state.Allocate(Request(kind == 0 ? null : TimeSpan.FromMilliseconds(_random.Next(1, 40)), interval), Guid.CreateVersion7(), now, Limits.Default, Rules.None)),
            < 6 => Of(state.Update(new() { ResourceType = "Car", AllocationId = some, From = interval.From, To = interval.To }, now, Limits.Default, Rules.None)),
            6 => Of(state.Confirm(new() { ResourceType = "Car", AllocationId = some }, now, Rules.None)),
            _ => Of(state.Release(new() { ResourceType = "Car", AllocationId = some }, now)),
        };
    }

    private static AllocateRequest Request(TimeSpan? hold, Interval interval) => new() { ResourceType = "Car", Interval = interval, Details = new() { Type = "booking" }, Hold = hold };

    private static (bool, ResourceEvent[]) Of<T>(Decision<T> decision) => (true, [.. decision.Changes]);

    private static IMeterFactory Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private static CommitPipeline PipelineOf(Guid id, IStore store)
    {
        var here = new LocalResourceCache();
        var metrics = new GrainMetrics(Meters, TimeProvider.System);
        return new(id, store, here, TimeProvider.System, new ResourceLoader(id, store, here, Limits.Default.IdempotencyRetention, metrics, _ => Task.CompletedTask, NullLogger.Instance), TypeRules.None, metrics, static _ => { });
    }
}
