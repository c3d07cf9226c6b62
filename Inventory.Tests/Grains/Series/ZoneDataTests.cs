using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Resources;
using Inventory.Domain.Series;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Grains.Series;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Series;

/// <summary>Series whose time zone gets other clocks. It is noon on 1 March 2030.</summary>
public sealed class ZoneDataTests : IAsyncLifetime
{
    private const string Type = "Car";

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly ZoneData _zones = new();
    private readonly MemoryStore _store;
    private readonly MemoryStateStore _states = new();
    private GrainCluster _cluster = null!;
    private IResourceGrain _car = null!;
    private Guid _carId;

    public ZoneDataTests() => _store = new(_clock);

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_store, silos: 1, clock: _clock, states: _states, zones: _zones);
        _carId = (await _cluster.Grains.GetRegistry(Type).Create(new("Car1", default))).Resource!.Id;
        _car = _cluster.Grains.GetResource(_carId);
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task New_data_move_what_fits_in_one_commit_and_the_rest_needs_attention()
    {
        var series = await CreateAsync("2030-03-08T09:00:00", count: 6);
        var before = await ReadAsync(series);
        Assert.Equal(["08T08:00", "09T08:00", "10T08:00", "11T08:00", "12T08:00", "13T08:00"], Starts(before));
        // The one of the 11th is moved by hand, and something is in the way of the one of the 12th.
        await MoveAsync(before.Occurrences[3], At(11, 12));
        await AllocateAsync(At(12, 6), At(12, 7, 30));
        var events = await EventsAsync();

        _zones.VersionId = "2030b";
        var after = await ReadAsync(series);
        Assert.Equal(["08T08:00", "09T08:00", "10T07:00", "11T12:00", "12T08:00", "13T07:00"], Starts(after));
        Assert.Equal((before.Series!.Version + 1, "2030b"), (after.Series!.Version, after.Series.TimeZoneData));
        Assert.Equal(before.Occurrences.Select(one => one.Id), after.Occurrences.Select(one => one.Id));
        var need = Assert.Single(after.NeedsAttention);
        Assert.Equal(("2030-03-12T09:00:00", before.Occurrences[4].Id, At(12, 7)), (need.Wanted.RecurrenceId, need.Allocation, need.Wanted.Interval.From));
        Assert.Equal(RuleKind.Overlap, Assert.Single(need.Judgement.Broken).Kind);

        var moves = (await EventsAsync())[events.Length..];
        Assert.Equal([2, 5], moves.Select(move => before.Occurrences.IndexOf(before.Occurrences.First(one => one.Id == ((ResourceEvent.AllocationUpdated)move.Change).Allocation.Id))).Order());
        Assert.Equal(("zone-data:2030b", 1), (moves.Select(move => move.Actor).Distinct().Single(), moves.Select(move => move.At).Distinct().Count()));
        await IsUnchangedAsync(series, after);
    }

    [Theory]
    [InlineData("2030a", "08T12:00")]
    [InlineData("2030b", "08T08:00")]
    public async Task What_the_caller_has_found_counts_if_it_has_the_same_data(string version, string start)
    {
        // Nobody finds this by the rule.
        var found = new FoundOccurrences([new("2030-03-08T09:00:00", new(At(8, 12), At(8, 13)))], version);
        var series = await CreateAsync("2030-03-08T09:00:00", count: 1, found: found);
        Assert.Equal([start], Starts(await ReadAsync(series)));
    }

    [Fact]
    public async Task What_somebody_moves_or_releases_needs_no_attention_any_more_and_what_could_be_moved_now_has_no_conflicts()
    {
        var series = await CreateAsync("2030-03-11T09:00:00", count: 3);
        var way = await AllocateAsync(At(11, 6), At(13, 7, 30), but: series);
        _zones.VersionId = "2030b";
        var needs = (await ReadAsync(series)).NeedsAttention;
        Assert.Equal(["2030-03-11T09:00:00", "2030-03-12T09:00:00", "2030-03-13T09:00:00"], needs.Select(need => need.Wanted.RecurrenceId));
        foreach (var one in way)
            await _car.Release(new() { ResourceType = Type, AllocationId = one });
        var free = await ReadAsync(series);
        Assert.Equal(3, free.NeedsAttention.Length);
        Assert.All(free.NeedsAttention, need => Assert.True(need.Judgement.IsAllowed));
        await MoveAsync(free.Occurrences[0], At(11, 7));
        await _car.Release(new() { ResourceType = Type, AllocationId = free.Occurrences[1].Id });
        Assert.Equal(["2030-03-13T09:00:00"], (await ReadAsync(series)).NeedsAttention.Select(need => need.Wanted.RecurrenceId));
        _clock.Advance(TimeSpan.FromDays(13));
        Assert.Empty((await ReadAsync(series)).NeedsAttention);
    }

    [Fact]
    public async Task What_has_begun_stays_and_what_would_have_begun_needs_attention()
    {
        var series = await CreateAsync("2030-03-10T09:00:00", count: 4);
        _clock.Advance(TimeSpan.FromDays(9) + TimeSpan.FromHours(19.5));
        _zones.VersionId = "2030b";
        var after = await ReadAsync(series);
        // It is half past seven on the 11th: that of the 10th is over, and that of the 11th would have begun.
        Assert.Equal(["10T08:00", "11T08:00", "12T07:00", "13T07:00"], Starts(after));
        Assert.Equal(["2030-03-11T09:00:00"], after.NeedsAttention.Select(need => need.Wanted.RecurrenceId));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_crash_between_the_moves_and_the_record_of_them_leaves_the_rest_to_the_next_search(bool isWritten)
    {
        var series = await CreateAsync("2030-03-10T09:00:00", count: 3);
        await AllocateAsync(At(12, 6), At(12, 7, 30));
        await SweepAsync();
        var events = (await EventsAsync()).Length;
        _zones.VersionId = "2030b";
        if (isWritten)
            _states.FailAfterWrite();
        else
            _states.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Grain(series).Read());
        Assert.Equal(events + 2, (await EventsAsync()).Length);
        await _cluster.DeactivateAsync(Grain(series));
        Assert.Equal(1, await SweepAsync());
        var after = await ReadAsync(series);
        Assert.Equal(["10T07:00", "11T07:00", "12T08:00"], Starts(after));
        Assert.Equal(["2030-03-12T09:00:00"], after.NeedsAttention.Select(need => need.Wanted.RecurrenceId));
        Assert.Equal(events + 2, (await EventsAsync()).Length);
    }

    [Fact]
    public async Task The_search_finds_series_that_nobody_reads_and_rests_when_all_are_planned()
    {
        var all = new List<Guid>();
        for (var n = 0; n < SeriesIndexState.PageSize + 5; n++)
            all.Add(await CreateAsync("2030-03-10T09:00:00", count: 1, car: (await _cluster.Grains.GetRegistry(Type).Create(new($"Car {n}", default))).Resource!.Id));
        Assert.Equal(all.Count, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        _zones.VersionId = "2030b";
        // One cannot be planned at first.
        _states.OnCommit = key => key.Key == all[3].ToString();
        Assert.Equal(all.Count, await SweepAsync());
        _states.OnCommit = null;
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        var moves = (await EventsAsync()).Where(move => move.Change is ResourceEvent.AllocationUpdated).ToList();
        Assert.Equal(all.Count, moves.Count);
        Assert.All(moves, move => Assert.Equal(At(10, 7), ((ResourceEvent.AllocationUpdated)move.Change).Allocation.Interval.From));
    }

    [Fact]
    public async Task Older_data_do_not_undo_newer_and_the_same_clocks_move_nothing()
    {
        var series = await CreateAsync("2030-03-10T09:00:00", count: 2);
        _zones.VersionId = "2030b";
        var after = await ReadAsync(series);
        _zones.VersionId = "2030a";
        await SweepAsync();
        await IsUnchangedAsync(series, after);
        var events = (await EventsAsync()).Length;
        _zones.VersionId = "2030c";
        var same = await ReadAsync(series);
        Assert.Equal("2030c", same.Series!.TimeZoneData);
        Assert.Equal(Starts(after), Starts(same));
        // The clocks change a day later.
        _zones.VersionId = "2030d";
        _zones.Change = At(11, 0);
        Assert.Equal(["10T08:00", "11T07:00"], Starts(await ReadAsync(series)));
        Assert.Equal(events + 1, (await EventsAsync()).Length);
    }

    [Fact]
    public async Task A_series_that_is_changed_is_planned_with_the_new_data_first()
    {
        var series = await CreateAsync("2030-03-10T09:00:00", count: 3);
        _zones.VersionId = "2030b";
        var changed = await Grain(series).Update(new() { From = "2030-03-11T09:00:00", FromLocal = "2030-03-11T15:00:00" });
        Assert.Equal(["10T07:00", "11T13:00", "12T13:00"], Starts(changed));
        Assert.Equal((SeriesResultStatus.Done, "2030b"), (changed.Status, changed.Series!.TimeZoneData));
        _zones.VersionId = "2030c";
        _zones.Change = At(12, 0);
        Assert.Equal(["10T08:00", "11T14:00", "12T13:00"], Starts(await ReadAsync(series)));
    }

    private async Task<Guid> CreateAsync(string fromLocal, int count, Guid? car = null, FoundOccurrences? found = null)
    {
        var id = Guid.CreateVersion7();
        var rule = new SeriesRule { TimeZone = ZoneData.Zone, FromLocal = fromLocal, Duration = "PT1H", RRule = $"FREQ=DAILY;COUNT={count}" };
        var result = await Grain(id).Create(new()
        {
            Series = new()
            {
                Id = id, ResourceType = Type, ResourceId = car ?? _carId, Status = SeriesStatus.Creating, Parts = [new(rule, new() { Type = "training" }, 0)], Created = default, Version = 1,
            },
            Found = found,
        });
        Assert.Equal(SeriesResultStatus.Done, result.Status);
        return id;
    }

    private ISeriesGrain Grain(Guid series) => _cluster.Grains.GetSeries(series);

    private Task<SeriesResult> ReadAsync(Guid series) => Grain(series).Read();

    private Task<int> SweepAsync() => _cluster.Grains.GetSeriesSweep().Resume();

    private async Task IsUnchangedAsync(Guid series, SeriesResult before)
    {
        var events = (await EventsAsync()).Length;
        await _cluster.DeactivateAsync(Grain(series));
        var after = await ReadAsync(series);
        Assert.Equal(Starts(before), Starts(after));
        Assert.Equal((before.Series!.Version, events), (after.Series!.Version, (await EventsAsync()).Length));
    }

    private async Task MoveAsync(Allocation allocation, Instant from) => Assert.True((await _car.UpdateAllocation(new()
    {
        ResourceType = Type, AllocationId = allocation.Id, From = from, To = from.Plus(3_600_000_000),
    })).IsUpdated);

    private async Task AllocateAsync(Instant from, Instant to) =>
        Assert.True((await _car.Allocate(new() { ResourceType = Type, Interval = new(from, to), Details = new() { Type = "booking" } })).IsAllocated);

    // All that is free in this time.
    private async Task<IReadOnlyList<Guid>> AllocateAsync(Instant from, Instant to, Guid but)
    {
        var (taken, ids) = ((await ReadAsync(but)).Occurrences, new List<Guid>());
        foreach (var free in (await _car.ListFreeTimes(new() { ResourceType = Type, Window = new(from, to), AtLeast = TimeSpan.FromMinutes(1), Limit = 100 })).Times)
            ids.Add((await _car.Allocate(new() { ResourceType = Type, Interval = free, Details = new() { Type = "booking" } })).Allocation!.Id);
        Assert.Equal(3, ids.Count);
        Assert.Equal(3, taken.Length);
        return ids;
    }

    private async Task<RecordedEvent[]> EventsAsync() => [.. await _store.ReadEventsAsync(0, int.MaxValue, default)];

    private static Instant At(int day, int hour, int minute = 0) => Instant.From(new(2030, 3, day, hour, minute, 0, DateTimeKind.Utc));

    private static string[] Starts(SeriesResult series) => [.. series.Occurrences.Select(one => one.Interval.From.ToDateTime().ToString("dd'T'HH:mm", null))];
}
