using Inventory.Storage.Postgres;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>Keeps each state under the whole id of its grain, for a storage that would keep it under a part.</summary>
/// <remarks>
/// Orleans' ADO.NET provider leaves out the grain's type, and takes a key that looks like a number for that number: the accounts "abe", "ABE" and "0abe" would be one
/// record. A whole id is <c>type/key</c>, which is neither a number nor a UUID.
/// </remarks>
public sealed class WholeIdStorage(IGrainStorage storage) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, Whole(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.WriteStateAsync(stateName, Whole(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, Whole(grainId), grainState);

    private static GrainId Whole(GrainId id) => GrainId.Create(id.Type, StoredText.ToColumn(id.ToString())!);
}
