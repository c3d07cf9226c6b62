using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Inventory.Store;

/// <summary>Registers where grains keep their states.</summary>
public static class GrainStateRegistration
{
    /// <summary>Makes <paramref name="store"/> the default storage of grains. Time comes from the registered <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddGrainStates(this IServiceCollection services, IStateStore store) =>
        services.AddSingleton<IGrainStorage>(provider => new GrainStateStorage(store, new GrainStateSerializer(), provider.GetRequiredService<TimeProvider>()));
}
