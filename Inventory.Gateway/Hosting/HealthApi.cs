using Inventory.Gateway.Security;
using Inventory.Grains.Hosting;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Silo.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inventory.Gateway.Hosting;

public sealed class HealthApi(HealthCheckService health)
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<HealthApi>();
        services.AddHealthChecks()
            .AddCheck<StoreHealthCheck>("store", timeout: StoreHealthCheck.Timeout)
            .AddCheck<GrainHealthCheck>("grains", timeout: StoreHealthCheck.Timeout)
            .AddCheck<AdminBootstrap>("admin");
    }

    public void Map(IEndpointRouteBuilder root)
    {
        var probes = root.MapGroup("/health").WithTags("Service").AllowAnonymous().DisableRateLimiting().DisableHttpMetrics();
        probes.MapGet("/live", Live).Named("live").Returns<HealthResponse>(200, "This process answers.");
        probes.MapGet("/ready", Ready).Named("ready").Returns<HealthResponse>(200, "Storage and grains answer.").Problems(ProblemTypes.Unavailable);
    }

    [EndpointSummary("Says that this process answers.")]
    [EndpointDescription("For orchestrators: restart the process if there is no answer. Needs no token, and is never limited.")]
    private static ApiResult<HealthResponse> Live() => new(200, new("live"), HealthJson.Default.HealthResponse);

    [EndpointSummary("Says whether storage and grains answer.")]
    [EndpointDescription("For load balancers: send no requests to this process while the answer is 503. Needs no token, and is never limited.")]
    private async Task<IResult> Ready(HttpContext http, CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(cancellation);
        return report.Status == HealthStatus.Healthy
            ? new ApiResult<HealthResponse>(200, new("ready"), HealthJson.Default.HealthResponse)
            : new ProblemResult(ProblemTypes.Unavailable, Describe(report.Entries.Values.First(entry => entry.Status != HealthStatus.Healthy), http));
    }

    // What exactly failed may name servers and files.
    private static string Describe(HealthReportEntry entry, HttpContext http) =>
        http.User is CallerPrincipal { IsCustomer: false } && entry.Exception is { } fault ? $"{entry.Description} {fault.Message}" : entry.Description ?? "The service is not ready.";
}

internal sealed class GrainHealthCheck(IGrainFactory grains, TypeRules rules, QuotaRules quotas) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await grains.GetGrain<IProbeGrain>(0).Answer().WaitAsync(cancellationToken) == rules.Fingerprint + quotas.Fingerprint
                ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("A silo has other slots or policies in Inventory:Types, or other Inventory:Quotas, than this gateway.");
        }
        catch (StoreUnavailableException e)
        {
            return HealthCheckResult.Unhealthy("The storage does not answer.", e);
        }
        catch (Exception e) when (e is Orleans.Runtime.OrleansException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("No silo answers.", e);
        }
    }
}

/// <summary>The result of a probe: <c>live</c> or <c>ready</c>.</summary>
[Example("""{"status": "live"}""")]
public sealed record HealthResponse(string Status);
