using System.Buffers;
using System.Net.Mime;
using Inventory.Gateway.Events;
using Inventory.Gateway.Resources;
using Inventory.Grains.Imports;

namespace Inventory.Gateway.Imports;

/// <summary>Server-Sent Events of the progress, until the import ends.</summary>
internal sealed class ImportProgressResult(IImportGrain import, ResourceTypes types, SubscriberLimit listeners, TimeProvider clock, CancellationToken stopping) : IResult
{
    private const long EveryRows = 1_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EveryTime = TimeSpan.FromSeconds(1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = listeners.TryEnter(customer: null, out var refusal);
        if (place is null)
        {
            await refusal!.ExecuteAsync(httpContext);
            return;
        }
        var response = httpContext.Response;
        response.ContentType = MediaTypeNames.Text.EventStream;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await SendAsync(response, end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client asks again when the gateway is back.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        for (var (sent, at) = (-EveryRows, clock.GetTimestamp()); await import.Read() is { } now; await timer.WaitForNextTickAsync(cancellation))
        {
            var rows = now.Applied + now.Refused;
            if (!now.IsEnded && rows < sent + EveryRows && clock.GetElapsedTime(at) < EveryTime)
                continue;
            response.BodyWriter.Write("event: progress\ndata: "u8);
            response.BodyWriter.Write(ApiResponse.ToBytes(ImportResponse.For(now, types), ImportJson.Default.ImportResponse));
            response.BodyWriter.Write("\n\n"u8);
            await response.BodyWriter.FlushAsync(cancellation);
            if (now.IsEnded)
                return;
            (sent, at) = (rows, clock.GetTimestamp());
        }
    }
}
