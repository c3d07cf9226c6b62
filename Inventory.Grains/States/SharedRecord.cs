using Inventory.Storage;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>
/// The state of a reentrant grain: many turns change it and share the writes. There is one write at a time, and each takes along all that
/// has changed before it begins.
/// </summary>
/// <param name="stored">The state.</param>
/// <param name="end">Ends the activation: after a write that failed it is not known what is stored, and the next one reads it.</param>
internal sealed class SharedRecord<T>(IPersistentState<T> stored, Action end)
{
    private Task _current = Task.CompletedTask;
    private Task? _next;
    private bool _isChanged;
    private bool _isCleared;

    /// <summary>With what is not durable yet.</summary>
    public T Value
    {
        get => stored.State;
        set => (stored.State, _isChanged, _isCleared) = (value, true, false);
    }

    /// <returns>Done when what has changed so far is durable.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public Task WriteAsync()
    {
        if (_next is not null)
            return _next;
        return _current.IsCompleted ? _current = WriteOnceAsync() : _next = AfterAsync(_current);
    }

    /// <summary>Writes if there is anything that no write has taken along yet.</summary>
    public Task FlushAsync() => _isChanged ? WriteAsync() : Task.CompletedTask;

    /// <summary>Clears what is stored. The state is then as that of a new grain.</summary>
    public Task ClearAsync()
    {
        _isCleared = true;
        return WriteAsync();
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
            _isChanged = false;
            await (_isCleared ? stored.ClearStateAsync() : stored.WriteStateAsync());
        }
        catch (OrleansException e) when (e is not InconsistentStateException)
        {
            end();
            throw new StoreUnavailableException(e.Message);
        }
    }
}
