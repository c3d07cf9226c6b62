using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Grains.Availability;
using Inventory.Grains.Configuration;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Keys that are kept for a minute, by a clock that the test moves, and refusals that offer one time.</summary>
public sealed class IdempotencyRetentionTests
{
    private static readonly LimitsOptions Limits = new() { IdempotencyRetentionSeconds = 60, Alternatives = 1, Conflicts = 2 };

    private readonly FakeTimeProvider _clock = Sample.Clock();

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_key_lives_as_long_as_the_limit_says_in_whichever_activation(bool isNew)
    {
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(_clock), silos: 1, clock: _clock, limits: Limits);
        var create = new CreateResourceRequest("Car1", default, new("k", 1));
        var car = (await cluster.Grains.GetRegistry("Car").Create(create)).Resource!;
        var grain = cluster.Grains.GetResource(car.Id);
        var request = new AllocateRequest { ResourceType = "Car", Interval = Sample.Interval(0, 10), Details = new() { Type = "booking" }, Key = new("k", 1) };
        var first = (await grain.Allocate(request)).Allocation!;
        if (isNew)
            await cluster.DeactivateAsync(grain);

        _clock.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal(first.Id, (await grain.Allocate(request)).Allocation?.Id);
        Assert.Equal(car.Id, (await cluster.Grains.GetRegistry("Car").Create(create)).Resource?.Id);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(AllocateStatus.Refused, (await grain.Allocate(request)).Status);
        Assert.Equal(CreateResourceStatus.NameTaken, (await cluster.Grains.GetRegistry("Car").Create(create)).Status);
    }

    [Fact]
    public async Task A_refusal_names_no_more_than_the_limits_say()
    {
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(_clock), silos: 1, clock: _clock, limits: Limits);
        var car = (await cluster.Grains.GetRegistry("Car").Create(new("Car1", default))).Resource!;
        var grain = cluster.Grains.GetResource(car.Id);
        for (var hour = 0; hour < 5; hour++)
            Assert.True((await grain.Allocate(Request(hour, hour + 1))).IsAllocated);
        var refusal = await grain.Allocate(Request(0, 5));
        Assert.Equal((2, 1), (refusal.Judgement.Conflicts.Length, refusal.Judgement.Alternatives.Length));
        Assert.Equal(2, (await cluster.Grains.GetRegistry("Car").Delete(new() { Type = "Car", Id = car.Id })).Conflicts.Length);
        Assert.Single((await cluster.Grains.GetAvailability("Car").FindEarliest(Request(0, 5).Interval, null, [])).Times);
    }

    private AllocateRequest Request(int from, int to)
    {
        var start = _clock.Now().Microseconds + 3_600_000_000;
        return new() { ResourceType = "Car", Interval = new(new(start + from), new(start + to)), Details = new() { Type = "booking" } };
    }
}
