using System.Diagnostics;

namespace Inventory.Gateway.Api;

internal static class RequestTrace
{
    private static readonly object Key = new();

    /// <summary>The id of the trace that the request is part of: the client's, or one that only this request has. 32 hexadecimal digits.</summary>
    public static string IdOf(HttpContext http) => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span
        ? span.TraceId.ToHexString()
        : (string)(http.Items[Key] ??= (ActivityContext.TryParse(http.Request.Headers.TraceParent, traceState: null, out var sent) ? sent.TraceId : ActivityTraceId.CreateRandom()).ToHexString());
}
