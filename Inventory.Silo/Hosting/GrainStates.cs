using System.Data.Common;
using Inventory.Grains.States;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;

namespace Inventory.Silo.Hosting;

internal static class GrainStates
{
    private const string Provider = "AdoNet";

    public static void AddPostgresGrainStates(this ISiloBuilder silo, PostgresStoreOptions options)
    {
        silo.Services.AddKeyedSingleton<DbDataSource>(Provider, (_, _) => Connections.OpenForStates(options));
        silo.AddAdoNetGrainStorage(Provider, (OptionsBuilder<AdoNetGrainStorageOptions> provider) => provider.Configure<IServiceProvider>((storage, services) =>
        {
            storage.Invariant = ClusterDatabase.Invariant;
            storage.DataSource = services.GetRequiredKeyedService<DbDataSource>(Provider);
            storage.GrainStorageSerializer = new GrainStateSerializer();
        }));
        silo.Services.AddSingleton<IGrainStorage>(services => new WholeIdStorage(services.GetRequiredKeyedService<IGrainStorage>(Provider)));
    }
}
