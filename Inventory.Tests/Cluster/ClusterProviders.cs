using Inventory.Storage.Membership;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Inventory.Tests.Cluster;

/// <summary>Orleans' ADO.NET providers, on our scripts, without a silo that would change the tables by itself.</summary>
internal sealed class ClusterProviders : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterProviders(IHost host) => _host = host;

    public IReminderTable Reminders => _host.Services.GetRequiredService<IReminderTable>();

    public IMembershipTable Members => _host.Services.GetRequiredService<IMembershipTable>();

    public static async Task<ClusterProviders> StartAsync(string database)
    {
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        var host = new HostBuilder().UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", ClusterDatabase.ServiceId));
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterDatabase.Invariant, database));
            silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (ClusterDatabase.Invariant, database));
        }).Build();
        var providers = new ClusterProviders(host);
        await providers.Members.InitializeMembershipTableAsync(true);
        await providers.Reminders.StartAsync();
        return providers;
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
