using System.Text;
using Inventory.Storage;
using Inventory.Storage.States;

namespace Inventory.Tests.Storage;

/// <summary>What every store of states promises.</summary>
public abstract class StateStoreContract : IAsyncLifetime
{
    protected static readonly StateKey Ann = new("user", "user", "ann");

    protected IStateStore Store { get; private set; } = null!;

    protected abstract Task<IStateStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task There_is_no_record_that_was_never_written() => Assert.Null(await Store.LoadStateAsync(Ann, default));

    [Theory]
    [InlineData("""{"name":"Ann"}"""), InlineData("""{"name":"Änne 🚚 \u0000 '; DROP TABLE state; --"}"""), InlineData("1")]
    public async Task A_record_is_read_back_as_it_was_written(string json)
    {
        await WriteAsync(Ann, 1, json);
        Assert.Equal((1, json), await ReadAsync(Ann));
        await WriteAsync(Ann, 2, "{}");
        Assert.Equal((2, "{}"), await ReadAsync(Ann));
    }

    [Fact]
    public async Task A_long_record_is_read_back_as_it_was_written()
    {
        var json = $"\"{new string('x', 1_000_000)}\"";
        await WriteAsync(Ann, 1, json);
        Assert.Equal((1, json), await ReadAsync(Ann));
    }

    [Fact]
    public async Task Records_that_differ_in_any_part_of_their_key_are_others()
    {
        StateKey[] keys = [Ann, Ann with { Grain = "order" }, Ann with { Name = "more" }, Ann with { Key = "Ann" }, Ann with { Key = "ann " }, Ann with { Key = "änn" }];
        foreach (var (i, key) in keys.Index())
            await WriteAsync(key, 1, $"{i}");
        foreach (var (i, key) in keys.Index())
            Assert.Equal((1, $"{i}"), await ReadAsync(key));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(long.MaxValue)]
    public async Task A_write_that_does_not_follow_on_the_last_is_fenced(long version)
    {
        await WriteAsync(Ann, 1, "1");
        await WriteAsync(Ann, 2, "2");
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitStateAsync(Commit(Ann, version, "3")));
        Assert.Equal((2, "2"), await ReadAsync(Ann));
    }

    [Fact]
    public async Task Where_there_is_nothing_only_the_first_version_is_admitted()
    {
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitStateAsync(Commit(Ann, 2, "2")));
        Assert.Null(await Store.LoadStateAsync(Ann, default));
    }

    [Fact]
    public async Task The_versions_go_on_after_a_record_was_cleared()
    {
        await WriteAsync(Ann, 1, "1");
        await WriteAsync(Ann, 2, null);
        Assert.Equal((2, null), await ReadAsync(Ann));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitStateAsync(Commit(Ann, 1, "1")));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitStateAsync(Commit(Ann, 2, "1")));
        await WriteAsync(Ann, 3, "3");
        Assert.Equal((3, "3"), await ReadAsync(Ann));
    }

    [Fact]
    public async Task Of_many_who_race_for_a_version_one_gets_it()
    {
        for (var version = 1; version <= 20; version++)
        {
            var next = version;
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.CommitStateAsync(Commit(Ann, next, $"{i}")))));
            var winner = Array.IndexOf(answers, CommitStatus.Committed);
            Assert.Equal(15, answers.Count(answer => answer == CommitStatus.VersionConflict));
            Assert.Equal((version, $"{winner}"), await ReadAsync(Ann));
        }
    }

    [Fact]
    public async Task A_commit_that_cannot_be_is_a_fault_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitStateAsync(Commit(Ann, 0, "1")));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitStateAsync(Commit(Ann, 1, "")));
    }

    protected static StateCommit Commit(StateKey key, long version, string? json) =>
        new() { Key = key, Version = version, Json = json is null ? null : Encoding.UTF8.GetBytes(json), At = A.Moment };

    protected async Task WriteAsync(StateKey key, long version, string? json) =>
        Assert.Equal(CommitStatus.Committed, await Store.CommitStateAsync(Commit(key, version, json)));

    protected async Task<(long Version, string? Json)> ReadAsync(StateKey key)
    {
        var stored = await Store.LoadStateAsync(key, default);
        return (stored!.Version, stored.Json is { } json ? Encoding.UTF8.GetString(json) : null);
    }
}
