using System.Globalization;
using Inventory.Storage.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Inventory.Grains.States;

// Replaces Orleans' ADO.NET provider, which opens a connection to SQLite for each write and sleeps when it meets a lock.
// Here a state shares a transaction and an fsync with all commits that wait; the benchmark "state" compares the two.
public sealed class GrainStateStorage(IStateStore store, IGrainStorageSerializer serializer, TimeProvider clock) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = await store.LoadStateAsync(KeyOf(stateName, grainId), CancellationToken.None);
        grainState.ETag = stored?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = stored?.Json is not null;
        grainState.State = stored?.Json is { } json ? serializer.Deserialize<T>(new(json))! : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await CommitAsync(stateName, grainId, grainState, serializer.Serialize(grainState.State).ToArray());
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
            await CommitAsync(stateName, grainId, grainState, null);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private async Task CommitAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? json)
    {
        var key = KeyOf(stateName, grainId);
        var known = grainState.ETag is { } etag ? long.Parse(etag, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var commit = new StateCommit { Key = key, Version = known + 1, Json = json, At = clock.Now() };
        if (await store.CommitStateAsync(commit) == CommitStatus.VersionConflict)
            throw new InconsistentStateException($"{key} is not at version {known} any more.", null, grainState.ETag);
        grainState.ETag = commit.Version.ToString(CultureInfo.InvariantCulture);
    }

    private static StateKey KeyOf(string name, GrainId id) => new(id.Type.ToString()!, name, id.Key.ToString()!);
}

public static class GrainStateRegistration
{
    /// <summary>Makes <paramref name="store"/> the default storage of grains. Needs a registered <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddGrainStates(this IServiceCollection services, IStateStore store) =>
        services.AddSingleton<IGrainStorage>(provider => new GrainStateStorage(store, new GrainStateSerializer(), provider.GetRequiredService<TimeProvider>()));
}
