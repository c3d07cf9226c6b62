using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;

namespace Inventory.Silo.Membership;

/// <summary>Renews the lease from before the silo gets its first call until it has answered the last one.</summary>
internal sealed partial class LeaseRenewal(MembershipLease lease, ILocalSiloDetails silo, string postgres, TimeProvider clock, ILogger<LeaseRenewal> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<LeaseRenewal>(
        ServiceLifecycleStage.RuntimeStorageServices,
        _ =>
        {
            _running = Task.Run(RunAsync, CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stopping.CancelAsync();
            await _running;
        });

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        await using var database = new ClusterLease(postgres, silo.ToIdentity());
        using var timer = new PeriodicTimer(Interval, clock);
        var isRenewed = true;
        do
        {
            try
            {
                var asked = lease.Now;
                isRenewed = await database.RenewAsync(_stopping.Token);
                if (isRenewed)
                    lease.Renew(asked);
            }
            catch (StoreUnavailableException e)
            {
                // Once, not twice a second until the database is there again.
                if (isRenewed)
                    LogNotRenewed(logger, e.Message);
                isRenewed = false;
            }
            catch (OperationCanceledException)
            {
                // It stops.
            }
        }
        while (!_stopping.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));
        await EndAsync(database);
    }

    private async Task EndAsync(ClusterLease database)
    {
        lease.End();
        try
        {
            await database.EndAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            LogNotRenewed(logger, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of this silo was not renewed: {Reason}")]
    private static partial void LogNotRenewed(ILogger logger, string reason);
}

/// <summary>Gives an answer only under the lease, whether it changed something or rests on memory alone.</summary>
internal sealed class LeaseFilter(MembershipLease lease) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        // Not the grains of Orleans itself, by which silos agree with each other.
        if (context.Grain is Grain)
            await lease.RequireAsync();
    }
}

internal static class LeaseRegistration
{
    public static void AddMembershipLease(this ISiloBuilder silo, string postgres)
    {
        silo.Services.AddSingleton<MembershipLease>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => ActivatorUtilities.CreateInstance<LeaseRenewal>(services, postgres));
        silo.AddIncomingGrainCallFilter<LeaseFilter>();
    }

    public static SiloIdentity ToIdentity(this ILocalSiloDetails silo) =>
        new(silo.ClusterId, silo.SiloAddress.Endpoint.Address.ToString(), silo.SiloAddress.Endpoint.Port, silo.SiloAddress.Generation);
}
