using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inventory.Silo.Health;

internal static class HealthApi
{
    public static void AddSiloHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<MembershipHealthCheck>("membership")
        .AddCheck<StoreHealthCheck>("store", timeout: StoreHealthCheck.Timeout);

    public static void MapSiloHealth(this IEndpointRouteBuilder root)
    {
        root.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = (http, _) => WriteAsync(http, "live") });
        root.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = (http, report) => WriteAsync(http, Describe(report)) });
    }

    private static string Describe(HealthReport report) =>
        report.Status == HealthStatus.Healthy
            ? "ready"
            : string.Join(' ', report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));

    private static Task WriteAsync(HttpContext http, string text)
    {
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        return http.Response.WriteAsync(text);
    }
}

internal sealed class MembershipHealthCheck(ISiloStatusOracle silos) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        silos.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"This silo is {silos.CurrentStatus}."));
}
