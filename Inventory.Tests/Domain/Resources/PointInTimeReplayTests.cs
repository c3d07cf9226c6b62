using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class PointInTimeReplayTests
{
    /// <summary>Made at 10, taken at 20, held at 30 until 40, which is written down at 45, renamed and released at 50, deleted at 60.</summary>
    private static readonly (ResourceEvent Change, Instant At)[] Changes =
    [
        (new ResourceEvent.ResourceCreated(Sample.Car), new(10)),
        (new ResourceEvent.Allocated(Sample.Allocation(1, 0, 10, version: 2)), new(20)),
        (new ResourceEvent.Allocated(Sample.Allocation(2, 10, 20, version: 3) with { Expires = new(40) }), new(30)),
        (new ResourceEvent.Expired(Sample.Id(2)), new(45)),
        (new ResourceEvent.ResourceUpdated(Sample.Car with { Name = "Car2", Version = 5 }), new(50)),
        (new ResourceEvent.Released(Sample.Id(1)), new(50)),
        (new ResourceEvent.ResourceDeleted(), new(60)),
    ];

    [Theory]
    [InlineData(9, 0, null)]
    [InlineData(10, 1, "Car1")]
    [InlineData(19, 1, "Car1")]
    [InlineData(20, 2, "Car1", 1)]
    [InlineData(30, 3, "Car1", 1, 2)]
    [InlineData(39, 3, "Car1", 1, 2)]
    [InlineData(40, 3, "Car1", 1)]
    [InlineData(45, 4, "Car1", 1)]
    [InlineData(49, 4, "Car1", 1)]
    [InlineData(50, 6, "Car2")]
    [InlineData(59, 6, "Car2")]
    [InlineData(60, 7, null)]
    [InlineData(1000, 7, null)]
    public void What_was_known_at_a_moment_is_what_had_been_decided_by_then(long asOf, long version, string? name, params int[] allocations) =>
        Assert.Equal((version, name, string.Join(' ', allocations)), Facts(At(Changes, asOf)));

    [Theory]
    [InlineData(15, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 3)]
    [InlineData(24, 3)]
    [InlineData(25, 4)]
    public void What_was_decided_by_a_clock_that_was_set_back_was_not_known_before_what_it_rests_on(long asOf, long version)
    {
        (ResourceEvent, Instant)[] changes =
        [
            (new ResourceEvent.ResourceCreated(Sample.Car), new(10)),
            (new ResourceEvent.Allocated(Sample.Allocation(1, 0, 10, version: 2)), new(20)),
            (new ResourceEvent.Allocated(Sample.Allocation(2, 10, 20, version: 3)), new(15)),
            (new ResourceEvent.Allocated(Sample.Allocation(3, 20, 30, version: 4)), new(25)),
        ];
        Assert.Equal(version, At(changes, asOf).Version);
    }

    [Fact]
    public void Of_a_resource_that_never_was_nothing_is_known() => Assert.Equal(ResourceState.None, At([], 1000));

    [Fact]
    public void A_moment_shows_what_the_model_kept_of_it()
    {
        for (var life = 0; life < 200; life++)
        {
            var run = new RandomLife(Seed.Next());
            run.Live(changes: 200);
            for (var question = 0; question < 100; question++)
                run.Ask();
        }
    }

    private static ResourceState At((ResourceEvent, Instant)[] changes, long asOf) => ResourceState.None.CatchUp(changes, new(asOf)).State.At(new(asOf));

    private static (long, string?, string) Facts(ResourceState state) =>
        (state.Version, state.Resource?.Name, string.Join(' ', Sample.Numbers(state.Calendar.Overlapping(Interval.Always))));
}
