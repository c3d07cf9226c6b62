namespace Inventory.Store;

/// <summary>The state of a reentrant grain: many turns change it and share the writes.</summary>
/// <param name="stored">The state.</param>
/// <param name="end">Ends the activation.</param>
internal sealed class SharedRecord<T>(IPersistentState<T> stored, Action end)
{
    private SharedWrite? _write;
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
    public Task WriteAsync() => (_write ??= new(CommitAsync)).WriteAsync();

    /// <summary>Writes if there is anything that no write has taken along yet.</summary>
    public Task FlushAsync() => _isChanged ? WriteAsync() : Task.CompletedTask;

    /// <summary>Clears what is stored. The state is then as that of a new grain.</summary>
    public Task ClearAsync()
    {
        _isCleared = true;
        return WriteAsync();
    }

    private async Task CommitAsync()
    {
        try
        {
            _isChanged = false;
            await (_isCleared ? stored.ClearStateAsync() : stored.WriteStateAsync());
        }
        catch (OrleansException e) when (e is not Orleans.Storage.InconsistentStateException)
        {
            // What is in the storage is not known: the next activation reads it.
            end();
            throw new StoreUnavailableException(e.Message);
        }
    }
}
