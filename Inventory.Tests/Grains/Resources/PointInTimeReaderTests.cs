using Inventory.Domain.Time;
using Inventory.Gateway.Resources;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

public sealed class PointInTimeReaderTests(GrainFixture fixture) : GrainTest(fixture)
{
    private const int Allocations = 3_500;

    // A snapshot is never further away.
    private const int EventsAtOnce = 1_024;

    [Fact]
    public async Task What_was_read_once_is_not_read_again_and_every_moment_is_as_it_was()
    {
        var car = await NewCarAsync();
        for (var i = 0; i < Allocations; i += 50)
            await Task.WhenAll(Enumerable.Range(i, 50).Select(n => AllocatedAsync(car, 10 * n, 10 * n + 5)));
        var history = (await Memory.ReadHistoryAsync(car.Id, 0, int.MaxValue, default)).ToList();
        using var reader = new PointInTimeReader(Cluster.Grains, Store);
        var last = history[^1].At;
        Assert.Equal(Allocations, (await reader.ReadAsync(car.Id, last, default)).Calendar.Count);

        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var moment = new Instant(history[random.Next(history.Count)].At.Microseconds - random.Next(2));
            var before = Store.EventsRead;
            var state = await reader.ReadAsync(car.Id, moment, default);
            Assert.InRange(Store.EventsRead - before, 0, EventsAtOnce);
            Assert.True(history.TakeWhile(e => e.At <= moment).Count() == state.Version, $"INVENTORY_SEED={seed} plays this again: round {round}");
            Assert.Equal(Math.Max(0, state.Version - 1), state.Calendar.Count);
        }
    }
}
