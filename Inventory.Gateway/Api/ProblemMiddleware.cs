using Inventory.Storage;

namespace Inventory.Gateway.Api;

/// <summary>Every answer from 400 on that no endpoint has written is a problem too: what routing refuses, and what is thrown.</summary>
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
            await Explain(e, http.Request).ExecuteAsync(http);
            return;
        }
        var response = http.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null)
            await ProblemResult.OfType(ProblemTypes.OfStatus(response.StatusCode)).ExecuteAsync(http);
    }

    private ProblemResult Explain(Exception exception, HttpRequest request)
    {
        switch (exception)
        {
            // The last is what a runtime says of a grain that cannot be reached, and of a state that cannot be read.
            case StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException:
                LogUnavailable(request.Method, request.Path, exception.Message);
                return ProblemResult.OfType(ProblemTypes.Unavailable);
            case BadHttpRequestException bad:
                return ProblemResult.OfType(ProblemTypes.OfStatus(bad.StatusCode));
            default:
                LogFault(exception, request.Method, request.Path);
                return ProblemResult.OfType(ProblemTypes.InternalError);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path}: answered 503: {Reason}")]
    private partial void LogUnavailable(string method, PathString path, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFault(Exception exception, string method, PathString path);
}
