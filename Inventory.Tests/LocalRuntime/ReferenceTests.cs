namespace Inventory.Tests.LocalRuntime;

public sealed class ReferenceTests
{
    private interface IReturnsVoidGrain : IGrainWithStringKey
    {
        void Nothing();
    }

    private interface IGenericMethodGrain : IGrainWithStringKey
    {
        Task<T> Echo<T>(T value);
    }

    private interface INobodysGrain : IGrainWithStringKey;

    private sealed class WrongGrain : Grain, IReturnsVoidGrain, IGenericMethodGrain
    {
        public void Nothing()
        {
        }

        public Task<T> Echo<T>(T value) => Task.FromResult(value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_four_kinds_of_task_come_back(bool atOnce)
    {
        await using LocalGrains grains = new();
        var grain = grains.Factory.GetGrain<IShapesGrain>("key");
        await grain.NoResult(Task.CompletedTask);
        TaskCompletionSource gate = new();
        if (atOnce) gate.SetResult();

        var text = grain.Text(gate.Task, "my ");
        var number = grain.ValueNumber(gate.Task, 7);
        var nothing = grain.NoResult(gate.Task);
        var valueNothing = grain.ValueNoResult(gate.Task);
        Assert.Equal(atOnce, text.IsCompleted && number.IsCompleted && nothing.IsCompleted && valueNothing.IsCompleted);
        gate.TrySetResult();

        Assert.Equal("my key", await text);
        Assert.Equal(7, await number);
        await nothing;
        await valueNothing;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_reaches_the_caller_as_thrown(bool atOnce)
    {
        await using LocalGrains grains = new();
        var grain = grains.Factory.GetGrain<IShapesGrain>("key");
        await grain.NoResult(Task.CompletedTask);
        TaskCompletionSource gate = new();
        KeyNotFoundException thrown = new("mine");
        if (atOnce) gate.SetException(thrown);

        Task[] calls =
        [
            grain.NoResult(gate.Task),
            grain.Text(gate.Task, ""),
            grain.ValueNoResult(gate.Task).AsTask(),
            grain.ValueNumber(gate.Task, 1).AsTask(),
        ];
        gate.TrySetException(thrown);

        foreach (var call in calls) Assert.Same(thrown, await Assert.ThrowsAsync<KeyNotFoundException>(() => call));
    }

    [Fact]
    public async Task A_method_that_throws_before_its_first_await_fails_the_task_not_the_call()
    {
        await using LocalGrains grains = new();
        var call = grains.Factory.GetGrain<IShapesGrain>("key").ThrowsAtOnce();
        Assert.Equal("at once", (await Assert.ThrowsAsync<KeyNotFoundException>(() => call)).Message);
    }

    [Fact]
    public async Task A_method_that_returns_null_fails_with_its_name()
    {
        await using LocalGrains grains = new();
        var call = grains.Factory.GetGrain<IShapesGrain>("key").Null();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        Assert.Contains("ShapesGrain/key.Null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_returns_no_task_is_an_error_when_the_reference_is_made()
    {
        await using LocalGrains grains = new();
        var error = Assert.Throws<NotSupportedException>(() => grains.Factory.GetGrain<IReturnsVoidGrain>("a"));
        Assert.Contains("IReturnsVoidGrain.Nothing returns System.Void", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => grains.Factory.GetGrain<IGenericMethodGrain>("a"));
    }

    [Fact]
    public async Task An_interface_needs_exactly_one_class_or_a_prefix_that_chooses()
    {
        await using LocalGrains grains = new();
        var none = Assert.Throws<ArgumentException>(() => grains.Factory.GetGrain<INobodysGrain>("a"));
        Assert.Contains("none", none.Message, StringComparison.Ordinal);
        var several = Assert.Throws<ArgumentException>(() => grains.Factory.GetGrain<IScriptGrain>("a"));
        Assert.Contains(nameof(ReentrantScriptGrain), several.Message, StringComparison.Ordinal);
        Assert.IsType<PlainScriptGrain>(await grains.Plain().Instance());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_key_is_refused(string key)
    {
        await using LocalGrains grains = new();
        Assert.Throws<ArgumentException>(() => grains.Factory.GetGrain<IShapesGrain>(key));
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_know_its_key()
    {
        await using LocalGrains grains = new();
        Assert.Equal(grains.Reentrant("a"), grains.Reentrant("a"));
        Assert.Equal(grains.Reentrant("a").GetHashCode(), grains.Reentrant("a").GetHashCode());
        Assert.NotEqual(grains.Reentrant("a"), grains.Reentrant("b"));
        Assert.NotEqual(grains.Reentrant("a"), grains.Plain("a"));
        Assert.Equal("a", grains.Plain("a").GetPrimaryKeyString());
        Assert.Equal("PlainScriptGrain/a", grains.Plain("a").ToString());
    }

    [Fact]
    public void A_grain_made_by_hand_says_so_when_it_needs_the_runtime()
    {
        PlainScriptGrain grain = new(new ScriptHooks());
        var error = Assert.Throws<InvalidOperationException>(() => grain.GrainFactory);
        Assert.Contains("outside of the runtime", error.Message, StringComparison.Ordinal);
    }
}
