using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>
/// The state of a grain, replaced as a whole. After a failed write <see cref="IPersistentState{TState}"/> shows the new value, although the outcome is unknown.
/// Here nobody sees or changes the state until a read has loaded it again. Methods throw <see cref="StoreUnavailableException"/> if the storage fails.
/// </summary>
/// <remarks>
/// The turns of a reentrant grain share writes: Orleans runs one write at a time, and the next includes all changes so far.
/// A turn that has awaited anything reads <see cref="Value"/> again before it changes it.
/// </remarks>
internal sealed class GroupCommitState<T>(IPersistentState<T> stored)
{
    private long _failures;
    private long _reloadedAfter;
    private bool _isChanged;

    private bool IsUnknown => _reloadedAfter < _failures;

    /// <summary>Includes changes that are not durable yet.</summary>
    /// <exception cref="StoreUnavailableException">A write failed, and nobody has read since.</exception>
    public T Value
    {
        get => IsUnknown ? throw new StoreUnavailableException($"It is not known whether the {typeof(T).Name} was written.") : stored.State;
        set
        {
            _isChanged |= !EqualityComparer<T>.Default.Equals(Value, value);
            stored.State = value;
        }
    }

    /// <summary>Loads the state again if a write failed before.</summary>
    public async ValueTask<T> ReadAsync()
    {
        while (IsUnknown)
            await ReloadAsync();
        return Value;
    }

    /// <summary>Returns when the new state is durable. Writes nothing if nothing has changed.</summary>
    public async Task<T> WriteAsync(T next)
    {
        Value = next;
        await FlushAsync();
        return next;
    }

    /// <summary>Returns when all changes so far are durable.</summary>
    public Task WriteAsync() => CommitAsync(stored.WriteStateAsync);

    public Task FlushAsync() => _isChanged ? WriteAsync() : Task.CompletedTask;

    public Task ClearAsync() => CommitAsync(stored.ClearStateAsync);

    private async Task CommitAsync(Func<Task> commit)
    {
        _ = Value;
        _isChanged = false;
        try
        {
            await commit();
        }
        catch (Exception exception)
        {
            _failures++;
            // Another activation has written: Orleans ends this one, and callers see why.
            if (exception is InconsistentStateException)
                throw;
            throw new StoreUnavailableException($"The {typeof(T).Name} could not be written: {exception.GetBaseException().Message}", exception);
        }
    }

    private async Task ReloadAsync()
    {
        var failures = _failures;
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception exception)
        {
            throw new StoreUnavailableException($"The {typeof(T).Name} could not be read: {exception.GetBaseException().Message}", exception);
        }
        // Another turn may have loaded and changed the state meanwhile.
        if (_reloadedAfter < failures)
            (_reloadedAfter, _isChanged) = (failures, false);
    }
}
