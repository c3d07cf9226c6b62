using System.Collections.Concurrent;

namespace Inventory.Grains.Resources;

/// <summary>The durable states of the resources whose grains are loaded in this process: the same that those grains return. Thread-safe.</summary>
public sealed class LocalResourceCache
{
    private readonly ConcurrentDictionary<Guid, PipelineState> _states = new();

    /// <returns><c>null</c> if the caller has to ask the grain.</returns>
    public ResourceState? Find(Guid id) => _states.TryGetValue(id, out var state) ? state.Durable : null;

    internal void Add(Guid id, PipelineState state) => _states[id] = state;

    // Another activation may have put a newer state in its place, which stays.
    internal void Remove(Guid id, PipelineState state) => _states.TryRemove(KeyValuePair.Create(id, state));
}
