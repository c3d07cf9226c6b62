using Inventory.Storage;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>The state of a grain that does one thing at a time. When it is not known what became of a write, the next reading asks the storage.</summary>
internal sealed class Record<T>(IPersistentState<T> stored)
{
    private bool _isUnknown;

    /// <exception cref="StoreUnavailableException">The storage failed.</exception>
    public async ValueTask<T> ReadAsync()
    {
        if (_isUnknown)
            await DoAsync(stored.ReadStateAsync);
        _isUnknown = false;
        return stored.State;
    }

    /// <summary>Makes this the state, durably.</summary>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public async Task<T> WriteAsync(T next)
    {
        _isUnknown = true;
        stored.State = next;
        await DoAsync(stored.WriteStateAsync);
        _isUnknown = false;
        return next;
    }

    private static async Task DoAsync(Func<Task> task)
    {
        try
        {
            await task();
        }
        // Another activation has written it: this exception ends this one, and is told as it is.
        catch (OrleansException e) when (e is not InconsistentStateException)
        {
            throw new StoreUnavailableException(e.Message);
        }
    }
}
