using System.Globalization;
using Inventory.Domain.Webhooks;
using Orleans.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every storage of grain states promises.</summary>
public abstract class StateStoreContract : IAsyncLifetime
{
    private const string Name = "state";

    protected static readonly GrainId Ann = GrainId.Create("user", "ann");

    protected IGrainStorage Storage { get; private set; } = null!;

    protected abstract Task<IGrainStorage> OpenAsync();

    public async ValueTask InitializeAsync() => Storage = await OpenAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task There_is_no_record_that_was_never_written()
    {
        var state = new GrainState<DeliveryState>(new() { Payload = "of before" }, "7") { RecordExists = true };
        await Storage.ReadStateAsync(Name, Ann, state);
        Assert.Equal((null, false, ""), (state.ETag, state.RecordExists, state.State!.Payload));
    }

    [Theory]
    [InlineData("Ann"), InlineData(""), InlineData("Änne 🚚 \0 \u0010 \u0001 \u2028 \"<&\\'; DROP TABLE state; --"), InlineData("\\u0000"), InlineData("""{"a":[1]}""")]
    public async Task A_record_is_read_back_as_it_was_written(string text)
    {
        var state = await WriteAsync(new(), text);
        Assert.Equal(("1", true), (state.ETag, state.RecordExists));
        Assert.Equal((1, text), await ReadAsync());
        Assert.Equal("2", (await WriteAsync(state, "other")).ETag);
        Assert.Equal((2, "other"), await ReadAsync());
    }

    [Fact]
    public async Task A_long_record_is_read_back_as_it_was_written()
    {
        var text = string.Concat(Enumerable.Repeat("x🚚", 500_000));
        await WriteAsync(new(), text);
        Assert.Equal((1, text), await ReadAsync());
    }

    [Fact]
    public async Task Records_that_differ_in_any_part_of_their_key_are_others()
    {
        var uuid = Guid.NewGuid();
        string[] keys =
        [
            "ann", "Ann", "ann ", "änn", "a\0b", "ab", "a\u0010b", "abe", "ABE", "0abe", "abe+1", "1", "01", "+1", "/",
            $"{uuid:D}", $"{uuid:N}", $"{uuid:N}".ToUpperInvariant(), $"{uuid:N}+1",
        ];
        (GrainId Id, string Name)[] records =
            [.. keys.Select(key => (GrainId.Create("user", key), Name)), (Ann, "more"), (GrainId.Create("order", "ann"), Name), (GrainId.Create("order", "abe"), Name)];
        foreach (var (i, record) in records.Index())
            await WriteAsync(new(), $"{i}", record.Id, record.Name);
        foreach (var (i, record) in records.Index())
            Assert.Equal((1, $"{i}"), await ReadAsync(record.Id, record.Name));
    }

    [Theory]
    [InlineData(null), InlineData("1"), InlineData("3"), InlineData("2147483646")]
    public async Task A_write_that_does_not_follow_on_the_last_is_refused(string? etag)
    {
        await WriteAsync(await WriteAsync(new(), "1"), "2");
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new() { ETag = etag }, "3"));
        Assert.Equal((2, "2"), await ReadAsync());
    }

    [Fact]
    public async Task Where_there_is_nothing_only_the_first_version_is_admitted()
    {
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new() { ETag = "1" }, "2"));
        Assert.Equal((0, null), await ReadAsync());
    }

    [Fact]
    public async Task The_versions_go_on_after_a_record_was_cleared()
    {
        var state = await WriteAsync(new(), "1");
        var stale = new GrainState<DeliveryState>(state.State, state.ETag) { RecordExists = true };
        await Storage.ClearStateAsync(Name, Ann, state);
        Assert.Equal(("2", false, ""), (state.ETag, state.RecordExists, state.State!.Payload));
        Assert.Equal((2, null), await ReadAsync());
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync(Name, Ann, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(stale, "3"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new(), "3"));
        Assert.Equal("3", (await WriteAsync(state, "3")).ETag);
        Assert.Equal((3, "3"), await ReadAsync());
    }

    [Fact]
    public async Task What_never_was_can_be_cleared()
    {
        var state = new GrainState<DeliveryState>(new() { Payload = "not written" });
        await Storage.ClearStateAsync(Name, Ann, state);
        Assert.Equal((null, false), (state.ETag, state.RecordExists));
        Assert.Equal((0, null), await ReadAsync());
    }

    [Fact]
    public async Task Of_many_who_race_for_a_version_one_gets_it()
    {
        string? etag = null;
        for (var version = 1; version <= 20; version++)
        {
            var known = etag;
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => TryAsync(known, $"{i}"))));
            var winner = Array.IndexOf(answers, true);
            Assert.Single(answers, isWritten => isWritten);
            Assert.Equal((version, $"{winner}"), await ReadAsync());
            etag = version.ToString(CultureInfo.InvariantCulture);
        }
    }

    protected async Task<GrainState<DeliveryState>> WriteAsync(GrainState<DeliveryState> state, string text, GrainId? id = null, string name = Name)
    {
        state.State = new() { Payload = text };
        await Storage.WriteStateAsync(name, id ?? Ann, state);
        return state;
    }

    /// <returns>The version, 0 where nothing was ever written, and the text, <c>null</c> where there is none.</returns>
    protected async Task<(int Version, string? Text)> ReadAsync(GrainId? id = null, string name = Name)
    {
        var state = new GrainState<DeliveryState>();
        await Storage.ReadStateAsync(name, id ?? Ann, state);
        return (int.Parse(state.ETag ?? "0", CultureInfo.InvariantCulture), state.RecordExists ? state.State!.Payload : null);
    }

    /// <returns>Whether it was written, and not refused.</returns>
    private async Task<bool> TryAsync(string? etag, string text)
    {
        try
        {
            await WriteAsync(new() { ETag = etag }, text);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
