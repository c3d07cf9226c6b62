using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>Registers the runtime in a host.</summary>
public static class LocalRuntimeRegistration
{
    /// <summary>
    /// Registers <see cref="IGrainFactory"/>, the <see cref="GrainRuntime"/>, and a hosted service that starts and stops it.
    /// Time comes from the registered <see cref="TimeProvider"/>, or the system's if there is none.
    /// </summary>
    /// <param name="services">The host's services, which the grains' constructors draw on too.</param>
    /// <param name="configure">Sets options, or null for the defaults.</param>
    /// <param name="grainAssemblies">Where the grain classes are.</param>
    public static IServiceCollection AddLocalRuntime(
        this IServiceCollection services, Action<LocalRuntimeOptions>? configure, params Assembly[] grainAssemblies)
    {
        var options = services.AddOptions<LocalRuntimeOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<LocalRuntimeOptions>, LocalRuntimeOptionsValidator>();
        services.AddSingleton(new GrainClasses(grainAssemblies));
        services.AddSingleton<GrainRuntime>();
        services.AddSingleton(provider => provider.GetRequiredService<GrainRuntime>().GrainFactory);
        services.AddHostedService(provider => provider.GetRequiredService<GrainRuntime>());
        return services;
    }
}
