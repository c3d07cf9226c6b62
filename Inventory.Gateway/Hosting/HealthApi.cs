using Inventory.Gateway.Api;
using Inventory.Gateway.Resources;
using Inventory.Grains.Resources;
using Inventory.Storage;

namespace Inventory.Gateway.Hosting;

/// <summary>Probes for an orchestrator, a load balancer, a script that waits.</summary>
public sealed class HealthApi(IStore store, IGrainFactory grains, ResourceTypes types)
{
    /// <summary>A probe has given up by then; an answer would come too late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder root)
    {
        var health = root.MapGroup("/health").WithTags("Service").AllowAnonymous();
        health.MapGet("/live", Live).Returns<HealthResponse>(200, "This process answers.");
        health.MapGet("/ready", Ready).Returns<HealthResponse>(200, "Storage and grains answer.").Problems(ProblemTypes.Unavailable);
    }

    /// <summary>Says that this process answers.</summary>
    private static ApiResult<HealthResponse> Live() => new(200, new("live"), HealthJson.Default.HealthResponse);

    /// <summary>Says whether storage and grains answer.</summary>
    private async Task<IResult> Ready(CancellationToken cancellation)
    {
        try
        {
            await store.CheckAsync(cancellation).WaitAsync(Patience, cancellation);
            await grains.GetRegistry(types.All[0].Name).List(new() { Limit = 1 }).WaitAsync(Patience, cancellation);
            return new ApiResult<HealthResponse>(200, new("ready"), HealthJson.Default.HealthResponse);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return new ProblemResult(ProblemTypes.Unavailable, $"Storage or grains do not answer: {e.Message}");
        }
        catch (Orleans.Runtime.OrleansException)
        {
            // What the runtime says of it is for the log of whoever runs it.
            return new ProblemResult(ProblemTypes.Unavailable, "No silo answers.");
        }
    }
}

/// <summary>The answer of a probe.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthResponse(string Status);
