using Inventory.LocalRuntime;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.LocalRuntime;

/// <summary>A started runtime with the grains of this assembly and a clock that the test moves.</summary>
internal sealed class LocalGrains : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public LocalGrains(Action<LocalRuntimeOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var all = new ServiceCollection();
        services?.Invoke(all);
        _services = all
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(Hooks)
            .AddScoped<ScopedThing>()
            .AddLocalRuntime(configure, typeof(LocalGrains).Assembly)
            .BuildServiceProvider(validateScopes: true);
        Runtime.StartAsync(CancellationToken.None);
    }

    public ManualTimeProvider Time { get; } = new();
    public ScriptHooks Hooks { get; } = new();
    public GrainRuntime Runtime => _services.GetRequiredService<GrainRuntime>();
    public IGrainFactory Factory => _services.GetRequiredService<IGrainFactory>();

    public IScriptGrain Plain(string key = "a") => Factory.GetGrain<IScriptGrain>(key, typeof(PlainScriptGrain).FullName);

    public IScriptGrain Reentrant(string key = "a") => Factory.GetGrain<IReentrantScriptGrain>(key);

    /// <summary>Does not stop the runtime: in many tests a call is still under way.</summary>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
