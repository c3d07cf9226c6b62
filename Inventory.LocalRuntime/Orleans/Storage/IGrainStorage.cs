using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps the states of grains. A service: the one without a key is the default.</summary>
public interface IGrainStorage
{
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <exception cref="InconsistentStateException">The record was written since <paramref name="grainState"/> was read.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <exception cref="InconsistentStateException">The record was written since <paramref name="grainState"/> was read.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
