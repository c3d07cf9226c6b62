namespace Inventory.Grains.Concurrency;

/// <summary>Runs some work once at a time: whoever asks while it runs gets the result of that run.</summary>
/// <remarks>Not thread-safe: one grain uses it, and its turns may interleave at every <c>await</c>.</remarks>
internal sealed class SingleFlight<T>(Func<Task<T>> work)
{
    private Task<T>? _running;

    public async Task<T> RunAsync()
    {
        var running = _running ??= work();
        try
        {
            return await running;
        }
        finally
        {
            if (_running == running)
                _running = null;
        }
    }
}
