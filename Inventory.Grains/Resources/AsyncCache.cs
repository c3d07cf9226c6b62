namespace Inventory.Grains.Resources;

/// <summary>Loads a grain's data from the store once, and again after a commit was refused or its outcome is unknown.</summary>
/// <remarks>Not thread-safe: one grain uses it, and its turns may interleave at every <c>await</c>.</remarks>
internal sealed class AsyncCache<T>(Func<Task<T>> load) where T : class
{
    private Task? _loading;

    public T? Value { get; private set; }

    /// <summary>Commits that ran when the value was invalidated. They can still become durable, so the next load waits for them.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public ValueTask<T> GetAsync() => Value is { } value ? new(value) : LoadAsync();

    /// <summary>Does nothing if another value is loaded. Nothing decided on the old value can become durable after <paramref name="running"/> ends.</summary>
    public void Invalidate(T value, Func<Task> running)
    {
        if (Value == value)
            (Value, Running) = (null, running());
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
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Value = await load();
    }
}
