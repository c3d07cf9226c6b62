using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

public sealed class EventHashTests
{
    private static readonly Guid Van = Guid.Parse("01960000-0000-7000-8000-00000000000a");
    private static readonly Guid Booking = Guid.Parse("01960000-0000-7000-8000-00000000000b");

    // Hashes are stored: these must never change.
    [Fact]
    public void An_event_has_the_hash_that_it_always_had()
    {
        var allocation = A.Allocation(2, Booking) with { Owner = Van, Description = "ä", Dump = [.. "{}"u8] };
        var created = A.Created(Van, attributes: "{}") with { Key = new("k", 1), Actor = "ann", StateDigest = 5 };
        var digest = StateDigest.Of(((ResourceEvent.ResourceCreated)created.Change).Resource, [allocation]);
        Assert.Equal("1e76fa81d86c4f7cb8c3134c86aa7184 f7cde2bce26e0b06dc7852f87a8a18f1 64eadba43cbd0ffa", $"{EventHash.OfContent(created):x} {EventHash.OfContent(A.Allocated(Van, allocation)):x} {digest:x}");
    }

    [Fact]
    public void Values_that_differ_only_in_where_they_stand_have_different_hashes()
    {
        var allocation = A.Allocation(2, Booking);
        Commit[] commits =
        [
            A.Allocated(Van, allocation), A.Updated(Van, allocation), A.Confirmed(Van, allocation), A.Allocated(Booking, allocation), A.Released(Van, 2, Booking), A.Expired(Van, 2, Booking),
            A.Expired(Van, 2, Booking, Van), A.Deleted(Van, 2), A.Allocated(Van, allocation with { Description = "" }), A.Allocated(Van, allocation with { Reference = "" }),
            A.Allocated(Van, allocation with { Description = "x" }), A.Allocated(Van, allocation with { Reference = "x" }), A.Allocated(Van, allocation with { Owner = Booking }),
            A.Allocated(Van, allocation with { Booking = Booking }),
            A.Allocated(Van, allocation with { Dump = [.. "x"u8] }), A.Allocated(Van, allocation) with { Actor = "" }, A.Allocated(Van, allocation) with { Actor = "x" },
            A.Allocated(Van, allocation) with { Key = new("x", 0) }, A.Allocated(Van, allocation) with { Key = new("x", 1) }, A.Allocated(Van, allocation) with { StateDigest = 0 },
        ];
        Assert.Equal(commits.Length, commits.Select(EventHash.OfContent).Distinct().Count());
    }

    [Fact]
    public void A_column_is_read_as_it_was_written()
    {
        foreach (var hash in new EventHash[] { new(0, 0, null), new(-1, UInt128.MaxValue - 1, long.MinValue), new(long.MinValue, new(1, 2), 0) })
        {
            var column = new byte[hash.Length];
            hash.Write(column);
            Assert.Equal(hash, EventHash.Read(column));
        }
        Assert.Null(EventHash.Read(new byte[31]));
        Assert.Null(EventHash.Read([]));
    }

    [Fact]
    public void A_digest_that_follows_the_changes_is_that_of_the_result()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (state, digest) = (ResourceState.None, 0L);
        for (var version = 1; version < 300; version++)
        {
            var all = state.Calendar.Overlapping(Interval.Always);
            var some = all.Count == 0 ? null : all[random.Next(all.Count)] with { Version = version };
            var commit = version == 1 ? A.Created(Van) : some is null ? A.Allocated(Van, version) : random.Next(8) switch
            {
                0 => A.Renamed(Van, version, $"name {version}"),
                1 => A.Released(Van, version, some.Id),
                2 => A.Expired(Van, version, some.Id),
                3 => A.Confirmed(Van, some),
                4 => A.Updated(Van, some with { Interval = A.Hour(1_000 + version) }),
                _ => A.Allocated(Van, version),
            };
            digest = StateDigest.After(digest, state, commit.Change);
            state = state.Apply(commit.Change, commit.At);
            var expected = StateDigest.Of(state.Resource!, state.Calendar.Overlapping(Interval.Always));
            Assert.True(expected == digest, $"seed {seed}, after {commit}");
        }
        Assert.Equal(0, StateDigest.After(digest, state, new ResourceEvent.ResourceDeleted()));
    }
}
