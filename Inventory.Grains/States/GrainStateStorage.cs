using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inventory.Storage;
using Inventory.Storage.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>The states of grains on an <see cref="IStateStore"/>: what either runtime calls for <see cref="IPersistentState{TState}"/>.</summary>
/// <param name="store">Where the records are.</param>
/// <param name="types">How each type of state is JSON. One that it does not know is a fault.</param>
/// <param name="clock">Gives the moment of a change.</param>
public sealed class GrainStateStorage(IStateStore store, IJsonTypeInfoResolver types, TimeProvider clock) : IGrainStorage
{
    // A record is read by people: only what JSON needs is escaped. It goes into no page.
    private readonly JsonSerializerOptions _json = new(GrainStateJson.Default.Options)
    {
        TypeInfoResolver = types,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(stateName, grainId);
        var stored = await store.LoadStateAsync(key, CancellationToken.None);
        grainState.ETag = stored?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = stored?.Json is not null;
        grainState.State = stored?.Json is { } json
            ? JsonSerializer.Deserialize(json, TypeOf<T>()) ?? throw new InvalidDataException($"The state of {key} is null.")
            : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await CommitAsync(stateName, grainId, grainState, JsonSerializer.SerializeToUtf8Bytes(grainState.State!, TypeOf<T>()));
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

    private JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T));

    private static StateKey KeyOf(string name, GrainId id) => new(id.Type.ToString()!, name, id.Key.ToString()!);
}

/// <summary>Registers where grains keep their states.</summary>
public static class GrainStateRegistration
{
    /// <summary>Makes <paramref name="store"/> the default storage of grains, on either runtime. Time comes from the registered <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddGrainStates(this IServiceCollection services, IStateStore store) =>
        services.AddSingleton<IGrainStorage>(provider => new GrainStateStorage(store, GrainStateJson.Default, provider.GetRequiredService<TimeProvider>()));
}
