using Inventory.Gateway.Security;
using Inventory.Grains.Metrics;

namespace Inventory.Gateway.Hosting;

public sealed class SiloApi(IGrainFactory grains, InventoryOptions options)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var silos = api.MapGroup("/silos").WithTags("Service").RequireAuthorization(Access.Observe);
        silos.MapGet("", List).Named("listSilos").Returns<SiloResponse[]>(200, "The silos, oldest first.");
        if (options.Metrics)
            silos.MapGet("/metrics", Measure).Named("listSiloMetrics").Returns<SiloMetricsResponse[]>(200, "The figures of each silo, by name.");
    }

    [EndpointSummary("Lists the silos that host the grains.")]
    [EndpointDescription("As the membership of the cluster has them, without those that were declared dead. A service without a cluster has one, in its own process.")]
    private async Task<ApiResult<SiloResponse[]>> List()
    {
        var silos = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false);
        return new(200, [.. silos.Where(silo => silo.Status != SiloStatus.Dead).OrderBy(silo => silo.StartTime).Select(SiloResponse.Of)], HealthJson.Default.SiloResponseArray);
    }

    [EndpointSummary("Lists the figures of the silos.")]
    [EndpointDescription("What `/metrics` of each silo serves, without comments and the figures of Orleans itself, for those who reach only the gateway.")]
    private async Task<ApiResult<SiloMetricsResponse[]>> Measure() =>
        new(200, [.. (await grains.ReadSiloMetricsAsync()).Select(silo => new SiloMetricsResponse { Name = silo.Silo, Text = silo.Text })], HealthJson.Default.SiloMetricsResponseArray);
}

/// <summary>A member of the cluster.</summary>
[Example(
    """
    {"name": "Silo_1f0c2", "host": "silo-1", "address": "10.0.0.11:11111", "status": "active",
    "started": "2026-11-20T09:00:00Z", "last_alive": "2026-11-20T10:00:05Z"}
    """)]
public sealed record SiloResponse
{
    public required string Name { get; init; }

    /// <summary>The machine or container.</summary>
    public required string Host { get; init; }

    /// <summary>Where other silos reach it.</summary>
    public required string Address { get; init; }

    /// <summary><c>created</c>, <c>joining</c>, <c>active</c>, <c>shutting_down</c> or <c>stopping</c>. Only an active silo gets work.</summary>
    public required string Status { get; init; }

    public required Instant Started { get; init; }

    /// <summary>When it last wrote to the membership, every few seconds.</summary>
    public required Instant LastAlive { get; init; }

    public static SiloResponse Of(MembershipEntry silo) => new()
    {
        Name = silo.SiloName,
        Host = silo.HostName,
        Address = silo.SiloAddress.Endpoint.ToString(),
        Status = StatusOf(silo.Status),
        Started = Instant.From(silo.StartTime),
        LastAlive = Instant.From(silo.IAmAliveTime),
    };

    private static string StatusOf(SiloStatus status) => status switch
    {
        SiloStatus.None or SiloStatus.Created => "created",
        SiloStatus.Joining => "joining",
        SiloStatus.Active => "active",
        SiloStatus.ShuttingDown => "shutting_down",
        SiloStatus.Stopping => "stopping",
        SiloStatus.Dead => "dead",
    };
}

/// <summary>The figures of a silo.</summary>
[Example("""{"name": "Silo_1f0c2", "text": "inventory_holds_expired_total 3\n"}""")]
public sealed record SiloMetricsResponse
{
    public required string Name { get; init; }

    /// <summary>In the text format of Prometheus.</summary>
    public required string Text { get; init; }
}
