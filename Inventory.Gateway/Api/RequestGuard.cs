namespace Inventory.Gateway.Api;

/// <summary>Refuses a target and headers that are too long, and what would be misread: a parameter that is given twice, and a body in a coding that nobody here undoes.</summary>
public sealed class RequestGuard(RequestDelegate next)
{
    /// <summary>Of the path and the query together, in characters.</summary>
    public const int MaxTargetLength = 8_000;

    /// <summary>Of the names and values of all headers together, in characters.</summary>
    public const int MaxHeadersLength = 16_000;

    /// <summary>Most requests have none of it, and are not held up.</summary>
    public static bool IsNeeded(HttpContext http) =>
        http.Request.QueryString.HasValue || http.Request.Headers.ContentEncoding.Count > 0 || http.Request.Path.Value!.Length > MaxTargetLength || AreTooLong(http.Request.Headers);

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.Value!.Length + request.QueryString.Value!.Length > MaxTargetLength)
            return ProblemResult.OfType(ProblemTypes.TargetTooLong).ExecuteAsync(http);
        if (AreTooLong(request.Headers))
            return ProblemResult.OfType(ProblemTypes.HeadersTooLong).ExecuteAsync(http);
        if (request.Query.Where(parameter => parameter.Value.Count > 1 && !IsFilter(parameter.Key)).ToList() is [_, ..] repeated)
            return ProblemResult.Invalid([.. repeated.Select(parameter => ValidationError.Parameter(parameter.Key, $"{parameter.Key} is given more than once."))]).ExecuteAsync(http);
        // The codings that are known are undone by now, and their names are gone.
        if (request.Headers.ContentEncoding is not ([] or ["identity"]))
            return new ProblemResult(ProblemTypes.UnsupportedMediaType, "Content-Encoding can be gzip, br or deflate, and one of them alone.").ExecuteAsync(http);
        return next(http);
    }

    private static bool AreTooLong(IHeaderDictionary headers)
    {
        var length = 0;
        foreach (var (name, values) in headers)
            foreach (var value in values)
                length += name.Length + value!.Length;
        return length > MaxHeadersLength;
    }

    /// <summary>Of several attributes all have to hold; several resources are shown together.</summary>
    private static bool IsFilter(string parameter) => parameter.StartsWith("attributes.", StringComparison.OrdinalIgnoreCase) || parameter == "resource";
}
