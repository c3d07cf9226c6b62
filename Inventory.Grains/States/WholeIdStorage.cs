using Inventory.Storage.Postgres;
using Orleans.Storage;

namespace Inventory.Grains.States;

// Orleans' ADO.NET provider ignores the grain's type and stores a key that looks like a number as that number:
// the accounts "abe", "ABE" and "0abe" would share a record. The whole id, type/key, is neither a number nor a UUID.
public sealed class WholeIdStorage(IGrainStorage storage) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, Whole(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.WriteStateAsync(stateName, Whole(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, Whole(grainId), grainState);

    private static GrainId Whole(GrainId id) => GrainId.Create(id.Type, StoredText.ToColumn(id.ToString())!);
}
