namespace Inventory.Grains.Resources;

/// <summary>
/// What a grain keeps in memory of the store, from one loading on. It is loaded when it is first asked for, by one call for all who wait; and again after it was dropped,
/// because a commit was refused or its outcome is not known.
/// </summary>
/// <param name="load">Reads it from the store.</param>
/// <remarks>Not thread-safe: it is used in the turns of one grain, which may interleave at every <c>await</c>.</remarks>
internal sealed class AsyncCache<T>(Func<Task<T>> load) where T : class
{
    private Task? _loading;

    /// <summary><c>null</c> unless it is loaded.</summary>
    public T? Value { get; private set; }

    /// <summary>What was under way when it was dropped: that may yet become durable and be answered, and then has to be seen.</summary>
    public Task UnderWay { get; private set; } = Task.CompletedTask;

    public ValueTask<T> GetAsync() => Value is { } value ? new(value) : LoadAsync();

    /// <param name="value">What is not to be trusted any more. Nothing happens when it is not there any more.</param>
    /// <param name="underWay">Ends when nothing that was decided on it can become durable any more. How it ends is told to those who decided it.</param>
    public void Invalidate(T value, Func<Task> underWay)
    {
        if (Value == value)
            (Value, UnderWay) = (null, underWay());
    }

    private async ValueTask<T> LoadAsync()
    {
        while (Value is null)
        {
            var loading = _loading ??= LoadOnceAsync();
            try
            {
                await loading;
            }
            finally
            {
                if (_loading == loading)
                    _loading = null;
            }
        }
        return Value;
    }

    private async Task LoadOnceAsync()
    {
        await UnderWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Value = await load();
    }
}
