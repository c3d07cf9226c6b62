using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises to those who look back, and to those who listen.</summary>
public abstract class StoreEventContract : StoreIdempotencyContract
{
    [Fact]
    public async Task A_history_tells_every_change_as_it_was()
    {
        var hold = A.Hold(4) with { Description = "", Dump = [.. """{"a":1}"""u8] };
        var firm = hold with { Expires = Instant.PlusInfinity, Version = 5, Created = new(A.Moment.Microseconds - 1) };
        Commit[] commits =
        [
            A.Created(Van, attributes: """{"x":"ä"}""") with { Actor = "Zoë" }, A.Allocated(Van, 2), A.Renamed(Van, 3, "blue"), A.Allocated(Van, hold) with { Key = new("k", 1) },
            A.Confirmed(Van, firm), A.Updated(Van, firm with { Interval = new(A.Hour(4).From, Instant.PlusInfinity), Type = "repair", Version = 6 }), A.Released(Van, 7, firm.Id) with { Actor = "" },
            A.Allocated(Van, A.Hold(8)), A.Expired(Van, 9, hold.Id), A.Deleted(Van, 10),
        ];
        await CommitAsync(commits);
        Assert.Equal(A.Text(new StoreModel(commits).History(Van, 0, 99)), A.Text((await Store.ReadHistoryAsync(Van, 0, 99, default)).Select((e, i) => e with { Seq = i + 1 })));
    }

    [Fact]
    public async Task What_a_user_owns_or_asked_for_is_told_in_pages_and_nothing_of_others()
    {
        var (user, other) = (Guid.NewGuid(), Guid.NewGuid());
        var own = A.Hold(3) with { Owner = user };
        await CommitAsync(
            A.Created(Van) with { Actor = Caller.ActorOf(other) }, A.Allocated(Van, 2) with { Actor = Caller.ActorOf(user) }, A.Allocated(Van, own) with { Actor = Caller.ActorOf(other) },
            A.Allocated(Van, A.Allocation(4) with { Owner = other }), A.Released(Van, 5, own.Id) with { Actor = Caller.ActorOf(user) }, A.Released(Van, 6, Guid.NewGuid()));
        var told = await Store.ReadEventsOfAsync(user, 0, 99, default);
        Assert.Equal([2L, 3, 5], told.Select(e => e.Version));
        Assert.Equal(A.Text(told.Take(2)), A.Text(await Store.ReadEventsOfAsync(user, 0, 2, default)));
        Assert.Equal(A.Text(told.Skip(2)), A.Text(await Store.ReadEventsOfAsync(user, told[1].Seq, 2, default)));
        Assert.Empty(await Store.ReadEventsOfAsync(Guid.NewGuid(), 0, 99, default));
    }

    [Fact]
    public async Task The_events_of_a_user_are_found_among_thousands_of_others()
    {
        var users = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToArray();
        await CommitAsync(A.Created(Van));
        for (var version = 2; version < 2_000; version += 500)
            await CommitAsync([.. Enumerable.Range(version, 500).Select(v => A.Allocated(Van, A.Allocation(v) with { Owner = v % 2 == 0 ? users[v % 3] : null }) with { Actor = Caller.ActorOf(users[v % 5 % 3]) })]);
        foreach (var user in users)
        {
            var expected = Enumerable.Range(2, 2_000).Where(v => (v % 2 == 0 && users[v % 3] == user) || users[v % 5 % 3] == user).Select(v => (long)v);
            var seen = new List<RecordedEvent>();
            while (await Store.ReadEventsOfAsync(user, seen is [.., var last] ? last.Seq : 0, 300, default) is [_, ..] page)
                seen.AddRange(page);
            Assert.Equal(expected, seen.Select(e => e.Version));
        }
    }

    [Fact]
    public async Task A_long_history_is_read_in_pages_from_any_version_on()
    {
        await CommitAsync(A.Created(Van), A.Created(Bus, "bus", "Lorry"));
        for (var version = 2; version < 300; version += 7)
            await CommitAsync([.. Enumerable.Range(version, 7).SelectMany(v => new[] { A.Allocated(Van, v), A.Allocated(Bus, v) })]);
        var seen = new List<RecordedEvent>();
        for (var limit = 1; await Store.ReadHistoryAsync(Bus, seen.Count, limit, default) is [_, ..] page; limit += 3)
            seen.AddRange(page);
        Assert.Equal(Enumerable.Range(1, 302).Select(version => (Bus, (long)version, "Lorry")), seen.Select(e => (e.ResourceId, e.Version, e.ResourceType)));
        foreach (var after in new[] { -1, 0, 1, 47, 48, 49, 150, 301, 302 })
            Assert.Equal(seen.Where(e => e.Version > after).Take(50).Select(e => e.Seq), (await Store.ReadHistoryAsync(Bus, after, 50, default)).Select(e => e.Seq));
        Assert.Empty(await Store.ReadHistoryAsync(Bus, long.MaxValue, int.MaxValue, default));
    }

    [Fact]
    public async Task A_history_goes_on_to_be_told_when_the_resource_is_deleted_and_is_empty_where_none_ever_was()
    {
        await CommitAsync([A.Created(Van), .. Enumerable.Range(2, 200).Select(version => A.Allocated(Van, version)), A.Deleted(Van, 202)]);
        var history = await Store.ReadHistoryAsync(Van, 0, 1_000, default);
        Assert.Equal(Enumerable.Range(1, 202).Select(version => (long)version), history.Select(e => e.Version));
        Assert.IsType<ResourceEvent.ResourceDeleted>(history[^1].Change);
        Assert.Empty(await Store.ReadHistoryAsync(Bus, 0, 1_000, default));
    }

    [Fact]
    public async Task The_feed_tells_all_in_order_and_refusals_never()
    {
        Commit[] commits = [A.Created(Van), A.Created(Bus, "bus", "Lorry"), A.Allocated(Bus, 2), A.Allocated(Van, 2), A.Deleted(Van, 3), A.Allocated(Bus, 3)];
        await CommitAsync(commits);
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Bus, 3)));
        var told = await FeedAsync(6);
        Assert.Equal(A.Text(new StoreModel(commits).Events(0, 99)), A.Text(told.Select((e, i) => e with { Seq = i + 1 })));
        Assert.Equal(told.Select(e => e.Seq).Distinct().Order(), told.Select(e => e.Seq));
        Assert.Equal(told[5].Seq, await Store.FindLastSeqAsync(default));
        await Eventually.HoldsAsync(() => Task.FromResult(Store.LastSeq == told[5].Seq), () => $"The last event is {Store.LastSeq}, not {told[5].Seq}.");
        Assert.Equal([told[2].Seq, told[3].Seq], (await Store.ReadEventsAsync(told[1].Seq, 2, default)).Select(e => e.Seq));
        Assert.Empty(await Store.ReadEventsAsync(told[5].Seq, 2, default));
        Assert.Empty(await Store.ReadEventsAsync(long.MaxValue, 2, default));
    }

    [Fact]
    public async Task Whoever_waits_for_events_is_woken_by_the_one_waited_for()
    {
        await CommitAsync(A.Created(Van));
        await Store.WaitForEventsAsync(0, default);
        var second = Store.WaitForEventsAsync(Store.LastSeq, default);
        Assert.False(second.IsCompleted);
        await CommitAsync(A.Allocated(Van, 2));
        await second;
        var third = Store.WaitForEventsAsync(Store.LastSeq, default);
        Assert.False(third.IsCompleted);
        await CommitAsync(A.Allocated(Van, 3));
        await third;
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Store.WaitForEventsAsync(0, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Those_who_listen_while_many_write_hear_each_event_once_in_order()
    {
        const int Events = 1_600;
        var ids = Enumerable.Range(0, 32).Select(_ => Guid.NewGuid()).ToArray();
        var writers = ids.Select((id, i) => Task.Run(async () =>
        {
            await CommitAsync(A.Created(id, $"car {i}", ordinal: i + 1));
            for (var version = 2; version <= Events / ids.Length; version++)
                await CommitAsync(A.Allocated(id, version));
        }));
        var listeners = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var heard = new List<RecordedEvent>();
            while (heard.Count < Events)
            {
                var last = heard.Count == 0 ? 0 : heard[^1].Seq;
                await Store.WaitForEventsAsync(last, default);
                var page = await Store.ReadEventsAsync(last, 100, default);
                Assert.NotEmpty(page);
                heard.AddRange(page);
            }
            return heard;
        })).ToArray();
        await Task.WhenAll(writers);
        var all = await Store.ReadEventsAsync(0, 2 * Events, default);
        Assert.Equal(all.Select(e => e.Seq).Distinct().Order(), all.Select(e => e.Seq));
        Assert.All(all.GroupBy(e => e.ResourceId), of => Assert.Equal(Enumerable.Range(1, Events / ids.Length), of.Select(e => (int)e.Version)));
        foreach (var heard in await Task.WhenAll(listeners))
            Assert.Equal(all.Select(e => e.Seq), heard.Select(e => e.Seq));
    }
}
