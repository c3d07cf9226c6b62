using System.Diagnostics;

namespace Inventory.Gateway.Api;

internal static class RequestTrace
{
    private static readonly object Key = new();

    /// <returns>The id of the trace that the request is part of, 32 hexadecimal digits; <c>null</c> if it is part of none.</returns>
    public static string? IdOf(HttpContext http) => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToHexString()
        : ActivityContext.TryParse(http.Request.Headers.TraceParent, traceState: null, out var sent) ? sent.TraceId.ToHexString()
        : http.Items[Key] as string;

    /// <returns>The same, or one that is new, by which the answer and the log can be compared.</returns>
    public static string Begin(HttpContext http) => IdOf(http) ?? (string)(http.Items[Key] = ActivityTraceId.CreateRandom().ToHexString());
}
