using Inventory.Grains.Configuration;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Inventory.Storage.States;
using Inventory.Tests.Grains.Webhooks;
using Inventory.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Inventory.Tests.Grains;

/// <summary>The grains on Orleans: silos in this process that talk to each other as those of a cluster do, over one store.</summary>
public sealed class GrainCluster : IAsyncDisposable
{
    private GrainCluster(InProcessTestCluster silos, LocalResourceCache here) => (Silos, Here) = (silos, here);

    public InProcessTestCluster Silos { get; }

    /// <summary>What can be read without a call: here, of all silos, for they share a process.</summary>
    public LocalResourceCache Here { get; }

    public IGrainFactory Grains => Silos.Client;

    /// <param name="store">What the grains of all silos keep their state in.</param>
    /// <param name="silos">How many there are at first.</param>
    /// <param name="clock">Drives the grains and their timers. The cluster itself always runs on real time.</param>
    /// <param name="limits">What the grains allow.</param>
    /// <param name="patience">How long a caller waits for an answer that does not come.</param>
    /// <param name="states">What the grains of all silos keep their small states in; by default in memory.</param>
    /// <param name="endpoints">Who gets events; by default nobody.</param>
    /// <param name="sender">How, for all silos; by default not at all.</param>
    /// <param name="quotas">Of customers and groups; by default none.</param>
    /// <param name="isApart">No silo reads resources of another one without a call, as if they were on several machines.</param>
    /// <param name="zones">The time zone data.</param>
    public static async Task<GrainCluster> StartAsync(
        IStore store, int silos = 2, TimeProvider? clock = null, LimitsOptions? limits = null, TimeSpan? patience = null, IStateStore? states = null,
        WebhookEndpoints? endpoints = null, IWebhookSender? sender = null, QuotaRules? quotas = null, bool isApart = false, IDateTimeZoneProvider? zones = null)
    {
        var here = new LocalResourceCache();
        states ??= new MemoryStateStore();
        sender ??= new ScriptedSender();
        var timeout = patience ?? TimeSpan.FromSeconds(30);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) => silo.Services
            .AddSingleton(store)
            .AddSingleton<IEventReader>(store)
            .AddSingleton(isApart ? new LocalResourceCache() : here)
            .AddGrainStates(states)
            .AddSingleton(clock ?? TimeProvider.System)
            .UseTimeProviderForBackgroundAreas(TimeProvider.System)
            .AddSingleton(Options.Create(limits ?? new LimitsOptions()))
            .AddSingleton(endpoints ?? WebhookEndpoints.None)
            .AddSingleton<GrainMetrics>()
            .AddSingleton(TypeRules.None)
            .AddSingleton(quotas ?? QuotaRules.None)
            .AddSingleton(sender)
            .AddSingleton(zones ?? DateTimeZoneProviders.Tzdb)
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = timeout));
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = timeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, here);
    }

    /// <summary>Ends the activations of these grains, wherever they are.</summary>
    public Task DeactivateAsync(params IEnumerable<IGrainWithStringKey> grains) => Task.WhenAll(grains.Select(grain => Silos.DeactivateAsync(grain)));

    /// <summary>Moves these grains to the silos in turn, so that there are some on each, which the runtime's placement does not promise.</summary>
    public async Task SpreadAsync(IEnumerable<IGrainWithStringKey> grains)
    {
        var management = Grains.GetGrain<IManagementGrain>(0);
        foreach (var (i, grain) in grains.Index())
        {
            // To where it is already it would not move, and that is not told.
            var target = Silos.Silos[i % Silos.Silos.Count].SiloAddress;
            if (await management.GetActivationAddress(grain) is { } place && !place.Equals(target))
                await Silos.MigrateAsync(grain, target);
        }
    }

    public async ValueTask DisposeAsync() => await Silos.DisposeAsync();
}
