using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inventory.Silo.Health;

internal sealed class StoreHealthCheck(IStore store) : IHealthCheck
{
    // Probes give up after this time.
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckAsync(cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException e)
        {
            return HealthCheckResult.Unhealthy("The storage does not answer.", e);
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The storage does not answer in time.");
        }
    }
}
