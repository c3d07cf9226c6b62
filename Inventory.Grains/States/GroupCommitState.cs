using Inventory.Storage;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>The state of a grain, which is replaced as a whole.</summary>
/// <remarks>
/// <para>
/// Why not <see cref="IPersistentState{TState}"/> alone: after a write that failed it shows what was to be written, though nobody knows whether it was. Here nobody sees
/// or changes the state then. The next read loads what is stored, so the activation goes on as soon as the storage does, and keeps its timers.
/// </para>
/// <para>
/// Many turns of a reentrant grain share writes: Orleans has one write at a time under way, and the next takes along all that changed before it begins. A turn that waited
/// for anything reads <see cref="Value"/> again before it changes it.
/// </para>
/// </remarks>
internal sealed class GroupCommitState<T>(IPersistentState<T> stored)
{
    private long _failures;
    private long _reloadedAfter;
    private bool _isChanged;

    private bool IsUnknown => _reloadedAfter < _failures;

    /// <summary>The state with the changes that are not durable yet.</summary>
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

    /// <summary>The state, loaded if a write failed before.</summary>
    /// <exception cref="StoreUnavailableException">The storage failed.</exception>
    public async ValueTask<T> ReadAsync()
    {
        while (IsUnknown)
            await ReloadAsync();
        return Value;
    }

    /// <summary>Makes this the state. Nothing is written if nothing has changed.</summary>
    /// <returns>The same, when it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public async Task<T> WriteAsync(T next)
    {
        Value = next;
        await FlushAsync();
        return next;
    }

    /// <returns>Done when all that has changed so far is durable.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    public Task WriteAsync() => CommitAsync(stored.WriteStateAsync);

    /// <summary>Writes if there is a change that no write has taken along yet.</summary>
    public Task FlushAsync() => _isChanged ? WriteAsync() : Task.CompletedTask;

    /// <summary>Clears what is stored. The state is then as that of a new grain.</summary>
    public Task ClearAsync() => CommitAsync(stored.ClearStateAsync);

    private async Task CommitAsync(Func<Task> commit)
    {
        _ = Value;
        _isChanged = false;
        try
        {
            await commit();
        }
        catch (Exception fault)
        {
            _failures++;
            // Another activation has written. Orleans ends this one, and callers see why.
            if (fault is InconsistentStateException)
                throw;
            throw new StoreUnavailableException($"The {typeof(T).Name} could not be written: {fault.GetBaseException().Message}", fault);
        }
    }

    private async Task ReloadAsync()
    {
        var failures = _failures;
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception fault)
        {
            throw new StoreUnavailableException($"The {typeof(T).Name} could not be read: {fault.GetBaseException().Message}", fault);
        }
        // Another turn may have done the same, and changed the state since.
        if (_reloadedAfter < failures)
            (_reloadedAfter, _isChanged) = (failures, false);
    }
}
