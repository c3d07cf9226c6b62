using Orleans.Storage;

namespace Inventory.Store;

/// <summary>Writes a state that many turns change: one write at a time, and each takes along all that has changed before it begins.</summary>
/// <param name="stored">The state.</param>
/// <param name="end">Ends the activation: after a write that failed it is not known what is stored, and the next one reads it.</param>
internal sealed class SharedWrite<T>(IPersistentState<T> stored, Action end)
{
    private Task _current = Task.CompletedTask;
    private Task? _next;

    /// <returns>Done when what has changed so far is durable.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public Task WriteAsync()
    {
        if (_next is not null)
            return _next;
        return _current.IsCompleted ? _current = WriteOnceAsync() : _next = AfterAsync(_current);
    }

    private async Task AfterAsync(Task current)
    {
        // Who waits for that one is told how it ended.
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (_current, _next) = (_next!, null);
        await WriteOnceAsync();
    }

    private async Task WriteOnceAsync()
    {
        try
        {
            await stored.WriteStateAsync();
        }
        catch (OrleansException e) when (e is not InconsistentStateException)
        {
            end();
            throw new StoreUnavailableException(e.Message);
        }
    }
}
