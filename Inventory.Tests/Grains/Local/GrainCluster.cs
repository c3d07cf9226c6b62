using Inventory.Configuration;
using Inventory.Contracts;
using Inventory.LocalRuntime;
using Inventory.Resources;
using Inventory.Store;
using Inventory.Tests.Store;
using Inventory.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.Grains;

/// <summary>The grains on the local runtime: a cluster of one.</summary>
public sealed class GrainCluster : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private GrainCluster(ServiceProvider services) => _services = services;

    /// <summary>What can be read without a call.</summary>
    public ResourcesHere Here => _services.GetRequiredService<ResourcesHere>();

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    private GrainRuntime Runtime => _services.GetRequiredService<GrainRuntime>();

    /// <param name="store">What the grains keep their state in.</param>
    /// <param name="silos">As many as there may be: one.</param>
    /// <param name="clock">For the grains and their timers.</param>
    /// <param name="limits">What the grains allow.</param>
    /// <param name="states">What the grains keep their small states in; by default in memory.</param>
    /// <param name="endpoints">Who is told of what happens; by default nobody.</param>
    /// <param name="sender">How; by default not at all.</param>
    public static async Task<GrainCluster> StartAsync(
        IStore store, int silos = 1, TimeProvider? clock = null, LimitsOptions? limits = null, IStateStore? states = null,
        WebhookEndpoints? endpoints = null, IWebhookSender? sender = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(silos, 1);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(store)
            .AddInventoryGrains(limits ?? new LimitsOptions(), endpoints)
            .AddSingleton(sender ?? new ScriptedSender())
            .AddSingleton(clock ?? TimeProvider.System)
            .AddGrainStates(states ?? new MemoryStateStore())
            .AddLocalRuntime(null, typeof(IResourceGrain).Assembly)
            .BuildServiceProvider(validateScopes: true);
        var cluster = new GrainCluster(services);
        await cluster.Runtime.StartAsync(CancellationToken.None);
        return cluster;
    }

    /// <summary>Ends the activations of these grains, which have nothing to do; here, of all such grains.</summary>
    public Task DeactivateAsync(params IEnumerable<IGrainWithStringKey> grains) => Runtime.CollectAsync(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await Runtime.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
