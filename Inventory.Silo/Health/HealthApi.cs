using System.Net.Mime;
using Inventory.Storage;

namespace Inventory.Silo.Health;

/// <summary>Probes for an orchestrator: nobody else talks HTTP to a silo.</summary>
internal sealed class HealthApi(IStore store, ISiloStatusOracle silos)
{
    /// <summary>A probe has given up by then; an answer would come too late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder root)
    {
        root.MapGet("/health/live", static () => Answer(StatusCodes.Status200OK, "live"));
        root.MapGet("/health/ready", Ready);
    }

    /// <summary>Ready is a silo that the others count on, and whose storage answers.</summary>
    private async Task<IResult> Ready(CancellationToken cancellation)
    {
        if (silos.CurrentStatus != SiloStatus.Active)
            return Answer(StatusCodes.Status503ServiceUnavailable, $"This silo is {silos.CurrentStatus}.");
        try
        {
            await store.CheckAsync(cancellation).WaitAsync(Patience, cancellation);
            return Answer(StatusCodes.Status200OK, "ready");
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, $"The storage does not answer: {e.Message}");
        }
    }

    private static IResult Answer(int status, string text) => Results.Text(text, MediaTypeNames.Text.Plain, statusCode: status);
}
