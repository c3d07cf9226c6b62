using Inventory.Silo.Hosting;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Storage;

namespace Inventory.Tests.Cluster;

/// <summary>Orleans' ADO.NET providers, on our scripts, without a silo that would change the tables by itself.</summary>
internal sealed class ClusterProviders : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterProviders(IHost host) => _host = host;

    public IMembershipTable Members => _host.Services.GetRequiredService<IMembershipTable>();

    public IGrainStorage States => _host.Services.GetRequiredService<IGrainStorage>();

    public static async Task<ClusterProviders> StartAsync(string database, SiloIdentity? member = null, string cluster = "test")
    {
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        var host = new HostBuilder().UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, ClusterDatabase.ServiceId));
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterDatabase.Invariant, database));
            silo.AddPostgresGrainStates(new PostgresStoreOptions { ConnectionString = database, Member = member is null ? null : () => member });
        }).Build();
        var providers = new ClusterProviders(host);
        await providers.Members.InitializeMembershipTableAsync(true);
        var states = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        host.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>().OfType<AdoNetGrainStorage>().Single().Participate(states);
        await states.OnStart();
        return providers;
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
