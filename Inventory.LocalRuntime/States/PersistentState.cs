using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Inventory.LocalRuntime;

/// <summary>What a grain is given as its state.</summary>
internal sealed class PersistentState<T>(string name, Orleans.Runtime.GrainId grain, IGrainStorage storage) : IPersistentState<T>
{
    private readonly GrainState<T> _state = new(Activator.CreateInstance<T>());

    public T State
    {
        get => _state.State;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;
    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => DoAsync(storage.ReadStateAsync(name, grain, _state), "read");

    public Task WriteStateAsync() => DoAsync(storage.WriteStateAsync(name, grain, _state), "written");

    public Task ClearStateAsync() => DoAsync(storage.ClearStateAsync(name, grain, _state), "cleared");

    // As Orleans does, so that what catches faults of a storage is the same on both.
    private async Task DoAsync(Task task, string what)
    {
        try
        {
            await task;
        }
        catch (Exception fault) when (fault is not OrleansException)
        {
            throw new StorageException($"The state '{name}' of {grain} could not be {what}: {fault.Message}", fault);
        }
    }
}
