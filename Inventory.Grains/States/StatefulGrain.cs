using Inventory.Storage;

namespace Inventory.Grains.States;

/// <summary>A grain with one state that is replaced as a whole.</summary>
/// <remarks>When a write is refused or its outcome is unknown, the activation ends: the next one begins with what is stored.</remarks>
public abstract class StatefulGrain<T>(IPersistentState<T> state) : Grain
{
    /// <summary>As far as it is durable.</summary>
    protected T State => state.State;

    /// <summary>Makes the next state durable. Nothing is written if it is this one.</summary>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    protected async Task SaveAsync(T next)
    {
        var before = state.State;
        if (ReferenceEquals(before, next))
            return;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception fault)
        {
            state.State = before;
            DeactivateOnIdle();
            throw new StoreUnavailableException($"The state of {this.GetPrimaryKeyString()} could not be written: {fault.Message}");
        }
    }
}
