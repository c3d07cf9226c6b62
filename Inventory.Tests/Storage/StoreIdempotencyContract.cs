using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises to requests that are sent again: for a day it knows what came of them.</summary>
public abstract class StoreIdempotencyContract : StoreHoldContract
{
    private static readonly IdempotencyKey First = new("first", 1);
    private static readonly IdempotencyKey Second = new("second ✔ '", long.MinValue);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Requests_with_keys_are_told_oldest_first_with_what_they_made_then()
    {
        var hold = A.Hold(2);
        var moved = hold with { Interval = A.Hour(30), Version = 3 };
        var firm = moved with { Expires = Instant.PlusInfinity, Version = 4 };
        await CommitAsync(A.Created(Van), A.Allocated(Van, hold) with { Key = First }, A.Updated(Van, moved), A.Confirmed(Van, firm) with { Key = Second }, A.Released(Van, 5, firm.Id));
        var van = await LoadAsync(Van);
        Assert.Equal([new(First, A.Moment, hold), new(Second, A.Moment, firm)], van!.Answers);
        Assert.Empty(van.Allocations);
    }

    [Fact]
    public async Task Changes_and_releases_with_keys_are_told_too_also_if_they_are_one_with_others()
    {
        var first = A.Allocation(2);
        var moved = first with { Interval = A.Hour(30), Version = 3 };
        await CommitAsync(A.Created(Van), A.Allocated(Van, first));
        var chain = new CommitChain();
        Commit[] whole = [A.Updated(Van, moved) with { Key = First }, A.Released(Van, 4, first.Id) with { Key = Second }, A.Allocated(Van, 5)];
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync([.. whole.Select(commit => commit with { Chain = chain })]));
        var van = await LoadAsync(Van);
        Assert.Equal([new(First, A.Moment, moved), new(Second, A.Moment, 4)], van!.Answers);
        Assert.Equal(5, Assert.Single(van.Allocations).Version);
        Clock.Now = A.Moment.After(Day);
        Assert.Empty((await LoadAsync(Van))!.Answers);
    }

    [Fact]
    public async Task What_was_answered_of_a_deleted_resource_is_told_for_a_day()
    {
        var allocation = A.Hold(2);
        await CommitAsync(
            A.Created(Van), A.Allocated(Van, allocation) with { Key = First }, A.Released(Van, 3, allocation.Id), A.Deleted(Van, 4),
            A.Created(Bus, "bus", ordinal: 2), A.Allocated(Bus, 2) with { Key = Second });
        Assert.Equal([new(First, A.Moment, allocation)], await Store.LoadAnswersOfDeletedAsync(Van, default));
        Assert.Empty(await Store.LoadAnswersOfDeletedAsync(Bus, default));
        Assert.Empty(await Store.LoadAnswersOfDeletedAsync(Guid.NewGuid(), default));
        Clock.Now = A.Moment.After(Day);
        Assert.Empty(await Store.LoadAnswersOfDeletedAsync(Van, default));
    }

    [Fact]
    public async Task Holds_that_ended_are_told()
    {
        var holds = new[] { A.Hold(2), A.Hold(3), A.Hold(4) };
        await CommitAsync([A.Created(Van), .. holds.Select(hold => A.Allocated(Van, hold)), A.Expired(Van, 5, holds[1].Id), A.Released(Van, 6, holds[0].Id), A.Expired(Van, 7, holds[2].Id, Bus)]);
        var van = await LoadAsync(Van);
        Assert.Equal([new(holds[1].Id, A.Moment), new(holds[2].Id, A.Moment, Bus)], van!.ExpiredHolds);
        Assert.Empty(van.Answers);
    }

    [Fact]
    public async Task After_a_day_it_is_forgotten()
    {
        var (hold, late) = (A.Hold(3), A.Moment.After(Day / 2));
        await CommitAsync(
            A.Created(Van), A.Allocated(Van, 2) with { Key = First }, A.Allocated(Van, hold), A.Expired(Van, 4, hold.Id),
            A.Allocated(Van, 5).Stamped(late, Second), A.Expired(Van, 6, hold.Id).Stamped(late), A.Allocated(Van, 7).Stamped(late));
        Clock.Now = A.Moment.After(Day - TimeSpan.FromMicroseconds(1));
        var van = await LoadAsync(Van);
        Assert.Equal((2, 2), (van!.Answers.Count, van.ExpiredHolds.Count));
        Clock.Now = A.Moment.After(Day);
        van = await LoadAsync(Van);
        Assert.Equal((Second, late), (Assert.Single(van!.Answers).Key, Assert.Single(van.ExpiredHolds).At));
        Clock.Now = late.After(Day);
        van = await LoadAsync(Van);
        Assert.Equal((0, 0), (van!.Answers.Count, van.ExpiredHolds.Count));
    }

    [Fact]
    public async Task A_register_tells_what_was_made_as_it_was_made_and_for_a_day()
    {
        var made = A.Created(Van, "blue", attributes: """{"a":1}""") with { Key = First };
        await CommitAsync(
            made, A.Created(Bus, "bus", ordinal: 2).Stamped(A.Moment.After(Day / 2), Second), A.Created(Guid.NewGuid(), "free", ordinal: 3),
            A.Created(Guid.NewGuid(), "lorry", "Lorry") with { Key = First }, A.Renamed(Van, 2, "red"), A.Deleted(Van, 3));
        var expected = new StoreModel([made]).LoadRegister("Car", A.Moment) with { Resources = [] };
        var register = await Store.LoadRegistryAsync("Car", default);
        Assert.Equal([First, Second], register.Creations.Select(creation => creation.Key));
        Assert.Equal(A.Text(expected), A.Text(register with { Resources = [], LastOrdinal = 1, Creations = [register.Creations[0]] }));
        Clock.Now = A.Moment.After(Day);
        Assert.Equal(Bus, Assert.Single((await Store.LoadRegistryAsync("Car", default)).Creations).Resource.Id);
    }

    [Fact]
    public async Task A_request_that_any_resource_could_meet_is_found_in_its_type_for_a_day()
    {
        var (key, allocation) = (new IdempotencyKey(PoolRequestKey.Of("x"), 7), A.Hold(2));
        await CommitAsync(
            A.Created(Van), A.Created(Bus, "lorry", "Lorry"), A.Allocated(Van, allocation) with { Key = key },
            A.Allocated(Bus, 2) with { Key = new(PoolRequestKey.Of("y"), 7) }, A.Allocated(Van, 3) with { Key = First });
        Assert.Equal(new PoolIdempotencyRecord(Van, new(key, A.Moment, allocation)), await Store.FindPoolRequestAsync("Car", key.Key, default));
        Assert.Null(await Store.FindPoolRequestAsync("Lorry", key.Key, default));
        Assert.Null(await Store.FindPoolRequestAsync("Car", PoolRequestKey.Of("y"), default));
        await CommitAsync(A.Deleted(Van, 4));
        Clock.Now = A.Moment.After(Day - TimeSpan.FromMicroseconds(1));
        Assert.NotNull(await Store.FindPoolRequestAsync("Car", key.Key, default));
        Clock.Now = A.Moment.After(Day);
        Assert.Null(await Store.FindPoolRequestAsync("Car", key.Key, default));
    }

    [Fact]
    public async Task A_client_s_own_key_is_not_found_across_the_type() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindPoolRequestAsync("Car", First.Key, default));

    [Fact]
    public async Task A_refused_commit_keeps_no_answer()
    {
        await CommitAsync(A.Created(Van));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 3) with { Key = new(PoolRequestKey.Of("x"), 1) }));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Created(Bus) with { Key = First }));
        Assert.Empty((await LoadAsync(Van))!.Answers);
        Assert.Null(await Store.FindPoolRequestAsync("Car", PoolRequestKey.Of("x"), default));
        Assert.Empty((await Store.LoadRegistryAsync("Car", default)).Creations);
    }

    [Fact]
    public async Task A_change_that_has_no_answer_takes_no_key() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Deleted(Van, 2) with { Key = First }));
}
