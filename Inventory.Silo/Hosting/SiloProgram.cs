using System.Net;
using System.Net.Sockets;
using Inventory.Grains.Hosting;
using Inventory.Grains.Webhooks;
using Inventory.Silo.Health;
using Inventory.Silo.Membership;
using Inventory.Silo.Telemetry;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Inventory.Silo.Hosting;

/// <summary>The program from its arguments to its exit code.</summary>
public static partial class SiloProgram
{
    /// <summary>EX_CONFIG of sysexits.h: a restart without a change does not help.</summary>
    private const int ConfigurationError = 78;

    public static async Task<int> RunAsync(string[] args)
    {
        // The settings are beside the program, not in the working directory.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSiloSettings();
        try
        {
            builder.Configuration.AddTypes();
            var options = SiloOptions.From(builder.Configuration);
            if (args.Contains(HealthProbe.Argument))
                return await HealthProbe.AskAsync(options.HealthUrl);
            await ServeAsync(builder, options);
            return 0;
        }
        catch (Exception e) when (e is StoreOpenException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"The silo does not start. {e.Message}");
            return ConfigurationError;
        }
    }

    private static async Task ServeAsync(WebApplicationBuilder builder, SiloOptions options)
    {
        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await ClusterDatabase.PrepareAsync(options.Postgres, TimeProvider.System, logging.CreateLogger("Inventory.Silo"), CancellationToken.None);
        WebApplication? built = null;
        var postgres = new PostgresStoreOptions
        {
            ConnectionString = options.Postgres,
            IdempotencyRetention = options.Limits.ToLimits().IdempotencyRetention,
            // Known when it has started, and not asked for before.
            Member = () => built!.Services.GetRequiredService<ILocalSiloDetails>().ToIdentity(),
        };
        await using var store = await PostgresStore.OpenAsync(postgres, TimeProvider.System, logging.CreateLogger<PostgresStore>());
        builder.Services.AddSingleton<IStore>(store).AddSingleton<IEventReader>(store);
        builder.Services.AddInventoryGrains(options.Limits, options.Webhooks.ToEndpoints(), options.Rules, options.Quotas);
        builder.Services.AddWebhookSender(options.Webhooks);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSiloHealth();
        if (options.Metrics)
            builder.AddPrometheus("inventory-silo");
        builder.AddTracing("inventory-silo");
        builder.AddJsonLogs();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ClusterTimeouts.Drain);
        builder.WebHost.UseUrls(options.HealthUrl);
        builder.UseOrleans(silo =>
        {
            silo.AddClusterNode(options);
            if (options.Dashboard)
                silo.AddDashboard();
            if (Tracing.IsWanted(silo.Configuration))
                silo.AddTracedCalls();
            silo.AddPostgresGrainStates(postgres);
            silo.AddMembershipLease(options.Postgres);
        });
        await using var app = built = builder.Build();
        app.MapSiloHealth();
        if (options.Metrics)
            app.MapPrometheus();
        await ListenAsync(app);
        var address = app.Services.GetRequiredService<ILocalSiloDetails>();
        LogStarted(app.Logger, options.ClusterId, address.SiloAddress.Endpoint, address.GatewayAddress.Endpoint, options.HealthUrl, ClusterDatabase.Describe(options.Postgres));
        await app.WaitForShutdownAsync();
    }

    /// <exception cref="StoreOpenException">A port is taken, or the address is not this machine's.</exception>
    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable } reason)
        {
            throw new StoreOpenException($"It cannot listen on one of its ports (Inventory:Silo): {reason.Message}.", e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Silo of {Cluster} listens on {Silo} for silos, {Gateway} for gateways, {Health} for probes; store {Store}")]
    private static partial void LogStarted(ILogger logger, string cluster, IPEndPoint silo, IPEndPoint gateway, string health, string store);
}
