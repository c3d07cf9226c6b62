using System.Text;
using Inventory.Store;
using Inventory.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Inventory.Tests.LocalRuntime;

public sealed class PersistentStateTests : IAsyncDisposable
{
    private static readonly StateKey First = new("state", "first", "a");

    private readonly MemoryStateStore _store = new();
    private readonly LocalGrains _grains;
    private int _activations;

    public PersistentStateTests()
    {
        _grains = new(services: services => services.AddSingleton<IGrainStorage>(new GrainStateStorage(_store, StateGrainJson.Default, TimeProvider.System)));
        _grains.Hooks.OnMade = () => _activations++;
    }

    [Fact]
    public async Task A_new_grain_has_new_states_and_no_records() => await RunAsync(grain =>
    {
        Assert.Equal(new(), grain.First.State);
        Assert.False(grain.First.RecordExists);
        Assert.Null(grain.First.Etag);
    });

    [Fact]
    public async Task A_state_is_there_when_the_next_activation_begins_and_is_not_the_other_state()
    {
        await WriteAsync("x");
        await _grains.Runtime.CollectAsync(TimeSpan.Zero);
        await RunAsync(grain =>
        {
            Assert.Equal("x", grain.AtActivation);
            Assert.True(grain.First.RecordExists);
            Assert.Equal("1", grain.First.Etag);
            Assert.Null(grain.Second.State.Text);
            Assert.False(grain.Second.RecordExists);
        });
        Assert.Equal("""{"text":"x"}""", Encoding.UTF8.GetString(_store.Records[First].Json!));
    }

    [Fact]
    public async Task What_is_not_written_ends_with_the_activation()
    {
        await RunAsync(grain => grain.First.State = new() { Text = "x" });
        await _grains.Runtime.CollectAsync(TimeSpan.Zero);
        await RunAsync(grain => Assert.Null(grain.First.State.Text));
    }

    [Fact]
    public async Task A_cleared_state_is_new_and_can_be_written_again()
    {
        await WriteAsync("x");
        await Grain.Run(grain => grain.First.ClearStateAsync());
        await RunAsync(grain =>
        {
            Assert.Null(grain.First.State.Text);
            Assert.False(grain.First.RecordExists);
        });
        Assert.Empty(_store.Records);
        await WriteAsync("y");
        await _grains.Runtime.CollectAsync(TimeSpan.Zero);
        await RunAsync(grain => Assert.Equal("y", grain.AtActivation));
    }

    [Fact]
    public async Task Reading_takes_what_is_stored_in_place_of_what_is_here()
    {
        await WriteAsync("x");
        await Grain.Run(async grain =>
        {
            grain.First.State = new() { Text = "y" };
            await grain.First.ReadStateAsync();
            Assert.Equal("x", grain.First.State.Text);
        });
    }

    [Fact]
    public async Task A_write_on_what_is_old_is_refused_and_the_grain_is_made_anew()
    {
        await WriteAsync("x");
        await WriteBesideAsync("y", version: 2);
        var refusal = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("z"));
        Assert.Equal("1", refusal.CurrentEtag);
        await RunAsync(grain => Assert.Equal("y", grain.AtActivation));
        Assert.Equal(2, _activations);
        await WriteAsync("z");
    }

    [Fact]
    public async Task A_refusal_that_the_grain_takes_care_of_does_not_end_it()
    {
        await WriteAsync("x");
        await WriteBesideAsync("y", version: 2);
        await Grain.Run(async grain =>
        {
            await Assert.ThrowsAsync<InconsistentStateException>(grain.First.WriteStateAsync);
            await grain.First.ReadStateAsync();
        });
        await RunAsync(grain => Assert.Equal("y", grain.First.State.Text));
        Assert.Equal(1, _activations);
    }

    [Fact]
    public async Task Only_the_grain_with_the_old_state_is_made_anew_and_not_its_caller()
    {
        await WriteAsync("x");
        await WriteBesideAsync("y", version: 2);
        var caller = _grains.Factory.GetGrain<IStateGrain>("caller");
        await Assert.ThrowsAsync<InconsistentStateException>(() => caller.Run(_ => WriteAsync("z")));
        await RunAsync(grain => Assert.Equal("y", grain.AtActivation));
        await caller.Run(_ => Task.CompletedTask);
        Assert.Equal(3, _activations);
    }

    [Fact]
    public async Task A_fault_of_the_storage_is_told_in_the_runtime_s_words()
    {
        _store.FailBeforeWrite();
        var fault = await Assert.ThrowsAnyAsync<OrleansException>(() => WriteAsync("x"));
        Assert.IsType<StoreUnavailableException>(fault.InnerException);
        await WriteAsync("x");
    }

    [Fact]
    public async Task A_grain_whose_state_cannot_be_read_is_not_activated()
    {
        _store.IsDown = true;
        await Assert.ThrowsAnyAsync<OrleansException>(() => Grain.Run(_ => Task.CompletedTask));
        Assert.Equal(0, _activations);
        _store.IsDown = false;
        await WriteAsync("x");
    }

    [Fact]
    public async Task Without_a_storage_a_grain_with_a_state_says_what_is_missing()
    {
        await using LocalGrains bare = new();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => bare.Factory.GetGrain<IStateGrain>("a").Run(_ => Task.CompletedTask));
        Assert.Contains("'first'", fault.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _grains.DisposeAsync();

    private IStateGrain Grain => _grains.Factory.GetGrain<IStateGrain>("a");

    private Task RunAsync(Action<StateGrain> script) => Grain.Run(grain =>
    {
        script(grain);
        return Task.CompletedTask;
    });

    private Task WriteAsync(string text) => Grain.Run(grain =>
    {
        grain.First.State = new() { Text = text };
        return grain.First.WriteStateAsync();
    });

    // Another activation, of which this one does not know.
    private async Task WriteBesideAsync(string text, long version) => Assert.Equal(
        CommitStatus.Committed,
        await _store.CommitStateAsync(new() { Key = First, Version = version, Json = Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""), At = A.Moment }));
}
