using System.Globalization;
using Inventory.Storage;
using Inventory.Storage.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>The states of grains on an <see cref="IStateStore"/>.</summary>
/// <remarks>
/// Own code beside Orleans' ADO.NET provider, because a state so shares a transaction and an fsync with all commits that wait. Over SQLite the provider opens a
/// connection for each write, and those that meet a lock sleep: the benchmark <c>state</c> compares the two.
/// </remarks>
/// <param name="store">Where the records are.</param>
/// <param name="serializer">Makes the text of a record.</param>
/// <param name="clock">Gives the moment of a change.</param>
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
        // Of what never was, nothing is to be cleared.
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

/// <summary>Registers where grains keep their states.</summary>
public static class GrainStateRegistration
{
    /// <summary>Makes <paramref name="store"/> the default storage of grains. Time comes from the registered <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddGrainStates(this IServiceCollection services, IStateStore store) =>
        services.AddSingleton<IGrainStorage>(provider => new GrainStateStorage(store, new GrainStateSerializer(), provider.GetRequiredService<TimeProvider>()));
}
