namespace Inventory.Gateway.Api;

public sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers.XContentTypeOptions = "nosniff";
            await Explain(e, http).ExecuteAsync(http);
            return;
        }
        var response = http.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null)
            await ProblemResult.OfType(ProblemTypes.OfStatus(response.StatusCode)).ExecuteAsync(http);
    }

    private ProblemResult Explain(Exception exception, HttpContext http)
    {
        var request = http.Request;
        switch (exception)
        {
            case EventsArchivedException:
                return ProblemResult.OfType(ProblemTypes.Archived);
            case ResourceDamagedException:
                LogUnavailable(request.Method, request.Path, exception.Message, RequestTrace.Begin(http));
                return ProblemResult.Damaged();
            // Orleans throws the last one for a grain that it cannot reach, and for a state that it cannot read.
            case StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException:
                LogUnavailable(request.Method, request.Path, exception.Message, RequestTrace.Begin(http));
                return ProblemResult.OfType(ProblemTypes.Unavailable);
            case BadHttpRequestException bad:
                return ProblemResult.OfType(ProblemTypes.OfStatus(bad.StatusCode));
            default:
                LogFault(exception, request.Method, request.Path, RequestTrace.Begin(http));
                return ProblemResult.OfType(ProblemTypes.InternalError);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path}: answered 503: {Reason} (trace {TraceId})")]
    private partial void LogUnavailable(string method, PathString path, string reason, string traceId);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed (trace {TraceId})")]
    private partial void LogFault(Exception exception, string method, PathString path, string traceId);
}
