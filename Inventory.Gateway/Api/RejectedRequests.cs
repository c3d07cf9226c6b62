using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Gateway.Api;

/// <summary>
/// Says why a request was refused that no middleware sees, because Kestrel could not read it: it is not HTTP, much too long, or came too slowly. Kestrel reports it by a diagnostic event
/// before it answers. Alone, it would answer without a body.
/// </summary>
public sealed class RejectedRequests : IObserver<KeyValuePair<string, object?>>
{
    private const string Rejected = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private static readonly ProblemType Unreadable = ProblemTypes.Malformed with { Explanation = "The server cannot read this as an HTTP request. Nothing was changed, and the connection is closed." };

    public static void Explain(DiagnosticListener events) => events.Subscribe(new RejectedRequests(), (name, _, _) => name == Rejected);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection request || request.Get<IHttpResponseFeature>() is not { HasStarted: false } response)
            return;
        var type = ProblemTypes.All.FirstOrDefault(known => known.Status == response.StatusCode && known.Status != Unreadable.Status) ?? Unreadable;
        var problem = new Problem { Type = type.Path, Title = type.Title, Status = response.StatusCode, Detail = type.Explanation, Instance = "/" };
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.Problem);
        response.Headers.ContentType = "application/problem+json";
        response.Headers.ContentLength = body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Connection = "close";
        // Kestrel writes the headers now, and nothing later. There is no stream for a body, because no application ran.
        if (request.Get<IHttpResponseBodyFeature>()!.StartAsync().IsCompletedSuccessfully)
            request.Get<IConnectionTransportFeature>()?.Transport.Output.Write(body);
    }

    public void OnCompleted()
    {
        // The service stops.
    }

    public void OnError(Exception error)
    {
        // Nothing listens to it but this.
    }
}
