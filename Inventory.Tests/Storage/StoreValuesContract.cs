using System.Collections.Immutable;
using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises about values, whatever its limits: they come back as they were given.</summary>
public abstract class StoreValuesContract : StoreTest
{
    private static readonly (long From, long To)[] Ends =
        [(long.MinValue, long.MaxValue), (long.MinValue, 0), (0, long.MaxValue), (-1, 1), (-62_135_596_800_000_000, 253_402_300_799_999_999)];

    private static readonly string?[] Descriptions =
        [null, "", " ", "Überführung nach Łódź", "👩‍👩‍👧‍👦 🚛", "'; DROP TABLE event; --", "a\0b", new string('界', 100), new string('x', 600)];

    [Fact]
    public async Task Intervals_keep_their_ends()
    {
        // They overlap: one after another.
        await CommitAsync(A.Created(Van));
        foreach (var (n, (from, to)) in Ends.Index())
        {
            var kept = A.Allocation((2 * n) + 2) with { Interval = new(new(from), new(to)) };
            await CommitAsync(A.Allocated(Van, kept));
            Assert.Equal(kept, Assert.Single((await LoadAsync(Van))!.Allocations));
            await CommitAsync(A.Released(Van, (2 * n) + 3, kept.Id));
        }
    }

    [Fact]
    public Task Descriptions_keep_every_character() => IsKeptAsync([.. Descriptions.Select((text, n) => A.Allocation(n + 2) with { Description = text })]);

    [Fact]
    public Task References_keep_every_character() => IsKeptAsync([.. Descriptions.Select((text, n) => A.Allocation(n + 2) with { Reference = text })]);

    [Fact]
    public Task Types_keep_every_character() => IsKeptAsync(A.Allocation(2) with { Type = "Wartung ✔" });

    [Fact]
    public async Task The_type_of_an_allocation_which_a_client_chooses_is_not_kept_until_the_process_ends()
    {
        var type = $"{Guid.NewGuid():N}"[..20];
        await IsKeptAsync(A.Allocation(2) with { Type = type });
        Assert.Null(string.IsInterned(type));
    }

    [Fact]
    public Task A_dump_of_16_KiB_comes_back_byte_by_byte() => IsKeptAsync(A.Allocation(2) with { Dump = Dump(16 * 1024) });

    [Fact]
    public async Task Whose_an_allocation_is_is_kept_with_it_and_with_its_events()
    {
        var owned = A.Allocation(2) with { Owner = Guid.CreateVersion7() };
        await IsKeptAsync(owned);
        var hold = A.Hold(3) with { Owner = Guid.CreateVersion7() };
        await CommitAsync(A.Allocated(Van, hold), A.Confirmed(Van, hold with { Version = 4, Expires = Instant.PlusInfinity }), A.Updated(Van, owned with { Version = 5, Type = "x" }));
        Assert.Equal([hold.Owner, owned.Owner], (await LoadAsync(Van))!.Allocations.OrderBy(a => a.Version).Select(a => a.Owner));
        Assert.Equal([null, owned.Owner, hold.Owner, hold.Owner, owned.Owner], (await Store.ReadHistoryAsync(Van, 0, 9, default)).Select(e => e.Change switch
        {
            ResourceEvent.Allocated { Allocation: var a } => a.Owner,
            ResourceEvent.Confirmed { Allocation: var a } => a.Owner,
            ResourceEvent.AllocationUpdated { Allocation: var a } => a.Owner,
            _ => null,
        }));
    }

    [Fact]
    public async Task The_booking_that_an_allocation_is_part_of_is_kept_with_it_and_with_its_events()
    {
        var booked = A.Allocation(2) with { Booking = Guid.CreateVersion7() };
        await IsKeptAsync(booked);
        Assert.Equal((booked.Booking, null), ((await LoadAsync(Van))!.Allocations.Single().Booking, booked.Owner));
    }

    [Fact]
    public Task The_rules_that_were_set_aside_are_kept() => IsKeptAsync(
        A.Allocation(2) with { Overrides = RuleOverrides.Hours },
        A.Allocation(3) with { Overrides = RuleOverrides.Hours | RuleOverrides.Turnaround | RuleOverrides.Quota });

    [Fact]
    public async Task What_only_few_allocations_have_is_kept_with_them_and_with_their_events()
    {
        var window = new CheckInWindow(new(A.Moment.Microseconds - 60), new(A.Moment.Microseconds + 60), ReleasesOnMiss: true);
        var requested = A.Hold(2).With(extras => extras with { Requester = "user:a", CheckIn = window }) with { Stage = AllocationStage.HoldRequested };
        await IsKeptAsync(requested);
        var approved = requested with { Stage = AllocationStage.None, Expires = Instant.PlusInfinity, Version = 3 };
        var present = approved.With(extras => extras with { CheckedIn = A.Moment, CheckedOut = new(A.Moment.Microseconds + 7) }) with { Version = 4 };
        await CommitAsync(A.Changed(Van, approved, AllocationChange.Approved), A.Changed(Van, present, AllocationChange.CheckedOut));
        Assert.Equal(present, Assert.Single((await LoadAsync(Van))!.Allocations));
        var occurrence = A.Allocation(5).With(extras => extras with { Series = Guid.CreateVersion7(), RecurrenceId = "2026-12-01T09:00:00", CheckIn = window with { ReleasesOnMiss = false } });
        var absent = occurrence with { Stage = AllocationStage.NoShow, Units = 3, Version = 6 };
        await CommitAsync(A.Allocated(Van, occurrence), A.Changed(Van, absent, AllocationChange.NoShow), A.Declined(Van, 7, present.Id, "no room"));
        Assert.Equal(absent, Assert.Single((await LoadAsync(Van))!.Allocations));
        var history = await Store.ReadHistoryAsync(Van, 0, 9, default);
        Assert.Equal([AllocationChange.Approved, AllocationChange.CheckedOut, AllocationChange.NoShow], history.Select(e => e.Change).OfType<ResourceEvent.AllocationUpdated>().Select(e => e.Change));
        Assert.Equal([requested, approved, present, occurrence, absent], history.Select(e => A.Of(e.Change)).OfType<Allocation>());
        Assert.Equal(new ResourceEvent.Declined(present.Id, "no room"), history[^1].Change);
    }

    [Fact]
    public async Task A_late_bound_allocation_is_found_where_it_stood_last()
    {
        await CommitAsync(A.Created(Van), A.Created(Bus, "Bus", ordinal: 2));
        var late = A.Allocation(2).With(extras => extras with { Binding = LateBinding.Late });
        await CommitAsync(A.Allocated(Van, late), A.Allocated(Bus, A.Allocation(5) with { Version = 2 }));
        Assert.Equal(Van, await Store.FindLateAllocationAsync("Car", late.Id, default));
        Assert.Null(await Store.FindLateAllocationAsync("Lorry", late.Id, default));

        var moved = late.With(extras => extras with { MovedFrom = Van }) with { Version = 3 };
        var away = new ResourceEvent.MovedAway(late.Id, Bus);
        await Store.CommitAsync((Commit[])[A.Commit(Van, 3, away), A.Changed(Bus, moved, AllocationChange.MovedHere)]);
        Assert.Equal(Bus, await Store.FindLateAllocationAsync("Car", late.Id, default));
        Assert.Empty((await LoadAsync(Van))!.Allocations);
        Assert.Contains(moved, (await LoadAsync(Bus))!.Allocations);
        Assert.Equal(away, (await Store.ReadHistoryAsync(Van, 2, 9, default)).Single().Change);

        var bound = moved.Bound() with { Version = 4 };
        await CommitAsync(A.Changed(Bus, bound, AllocationChange.Bound), A.Released(Bus, 5, late.Id));
        Assert.Equal((Bus, bound), (await Store.FindLateAllocationAsync("Car", late.Id, default), A.Of((await Store.ReadHistoryAsync(Bus, 3, 1, default)).Single().Change)));
    }

    [Fact]
    public async Task Who_waits_takes_no_time_and_is_kept_with_what_becomes_of_it()
    {
        var (taken, key) = (A.Allocation(2), new IdempotencyKey("wait", 7));
        var entry = A.Hold(3).With(extras => extras with { AcceptWithin = TimeSpan.FromSeconds(1_800), IsForType = true, Requester = "user:a" }) with { Interval = taken.Interval, Stage = AllocationStage.Waiting };
        await CommitAsync(A.Created(Van), A.Allocated(Van, taken), A.Changed(Van, entry, AllocationChange.WaitingAdded) with { Key = key });
        Assert.Equal([taken, entry], (await LoadAsync(Van))!.Allocations.OrderBy(allocation => allocation.Version));
        Assert.Equal((key, entry), ((await LoadAsync(Van))!.Answers.Single().Key, (await LoadAsync(Van))!.Answers.Single().Allocation));
        Assert.Equal(taken.Id, Assert.Single((await Store.LoadBusyIntervalsAsync("Car", default)).Times, time => time.ResourceId == Van).Time.AllocationId);

        Allocation[] stages =
        [
            entry with { Stage = AllocationStage.Offered, Version = 5 },
            entry with { Stage = AllocationStage.Granted, Version = 6 },
            entry with { Stage = AllocationStage.None, Expires = Instant.PlusInfinity, Version = 7 },
            entry with { Stage = AllocationStage.Lapsed, Version = 8 },
            entry with { Stage = AllocationStage.WaitingDeclined, Version = 9 },
        ];
        AllocationChange[] changes = [AllocationChange.WaitingOffered, AllocationChange.WaitingGranted, AllocationChange.WaitingAccepted, AllocationChange.WaitingLapsed, AllocationChange.WaitingDeclined];
        await CommitAsync([A.Released(Van, 4, taken.Id), .. stages.Zip(changes, (stage, change) => A.Changed(Van, stage, change))]);
        Assert.Equal(stages[^1], Assert.Single((await LoadAsync(Van))!.Allocations));
        Assert.DoesNotContain((await Store.LoadBusyIntervalsAsync("Car", default)).Times, time => time.ResourceId == Van);
        await CommitAsync(A.Commit(Van, 10, new ResourceEvent.WaitingRemoved(entry.Id)));
        Assert.Empty((await LoadAsync(Van))!.Allocations);
        var history = await Store.ReadHistoryAsync(Van, 2, 9, default);
        Assert.Equal([entry, .. stages], history.Select(e => A.Of(e.Change)).OfType<Allocation>());
        Assert.Equal([AllocationChange.WaitingAdded, .. changes], history.Select(e => e.Change).OfType<ResourceEvent.AllocationUpdated>().Select(e => e.Change));
        Assert.Equal(new ResourceEvent.WaitingRemoved(entry.Id), history[^1].Change);
    }

    [Fact]
    public async Task A_policy_is_kept_with_its_resource_and_with_its_events()
    {
        var policy = "{\"hours\":{\"time_zone\":\"Europe/Copenhagen\",\"label\":\"Jól ✔\"}}"u8.ToArray();
        var change = (ResourceEvent.ResourceUpdated)A.Renamed(Van, 2, "van 1").Change;
        await CommitAsync(A.Created(Van), A.Renamed(Van, 2, "van 1") with { Change = new ResourceEvent.ResourceUpdated(change.Resource with { Policy = [.. policy] }) });
        Assert.Equal(policy, (await LoadAsync(Van))!.Resource.Policy);
        Assert.Equal(policy, Assert.Single((await Store.LoadRegistryAsync("Car", default)).Resources).Policy);
        Assert.Equal(policy, ((ResourceEvent.ResourceUpdated)(await Store.ReadHistoryAsync(Van, 1, 9, default))[0].Change).Resource.Policy);
        await CommitAsync(A.Renamed(Van, 3, "van 2"));
        Assert.True((await LoadAsync(Van))!.Resource.Policy.IsDefaultOrEmpty);
    }

    [Fact]
    public Task No_dump_comes_back_as_none() => IsKeptAsync(A.Allocation(2) with { Dump = default });

    [Fact]
    public async Task Moments_before_1970_are_kept()
    {
        var then = Instant.From(new(1969, 12, 31, 23, 59, 59, 999, DateTimeKind.Utc));
        await CommitAsync(A.Created(Van), A.Allocated(Van, A.Allocation(2) with { Created = then }) with { At = then, Actor = "Zoë" });
        Assert.Equal(then, (await LoadAsync(Van))!.Allocations[0].Created);
    }

    private async Task IsKeptAsync(params Allocation[] allocations)
    {
        Commit[] commits = [A.Created(Van), .. allocations.Select(allocation => A.Allocated(Van, allocation))];
        await CommitAsync(commits);
        var stored = (await LoadAsync(Van))!;
        Assert.Equal(A.Text(new StoreModel(commits).Load(Van)), A.Text(stored));
        Assert.Equal(allocations, stored.Allocations.OrderBy(allocation => allocation.Version));
        Assert.Equal(allocations.Select(allocation => allocation.Dump.IsDefault), stored.Allocations.OrderBy(allocation => allocation.Version).Select(allocation => allocation.Dump.IsDefault));
    }

    private static ImmutableArray<byte> Dump(int length)
    {
        var filling = string.Concat(Enumerable.Repeat("é\u0001☃", length));
        return [.. Encoding.UTF8.GetBytes("{\"x\":\"" + filling).AsSpan(0, length - 2), (byte)'"', (byte)'}'];
    }
}
