using Inventory.Gateway.Security;

namespace Inventory.Gateway.Batches;

public sealed class BatchApi
{
    private BatchRunner? _runner;

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/batch", Run).WithTags("Service").RequireAuthorization(Access.Read).Named("runBatch")
            .Accepts<BatchRequest>("application/json")
            .Returns<BatchResponse>(200, "The answers, in the order of the operations. Each may be a refusal.");

    /// <summary>When all endpoints are mapped: operations go through them as requests do, behind the one that has authenticated the caller.</summary>
    public void Use(WebApplication app)
    {
        var fastPath = app.Services.GetRequiredService<AuthorizationFastPath>();
        var pipeline = ((IApplicationBuilder)app).New();
        pipeline.UseMiddleware<ProblemMiddleware>();
        pipeline.UseWhen(RequestGuard.IsNeeded, unusual => unusual.UseMiddleware<RequestGuard>());
        pipeline.UseRouting();
        pipeline.Use(next => http => fastPath.Allows(http) ? http.GetEndpoint()!.RequestDelegate!(http) : next(http));
        pipeline.UseRateLimiter();
        pipeline.UseAuthorization();
        pipeline.UseEndpoints(own =>
        {
            foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
                own.DataSources.Add(source);
        });
        _runner = new(pipeline.Build(), app.Services.GetRequiredService<IHttpContextFactory>());
    }

    [EndpointSummary("Runs many requests in one.")]
    [EndpointDescription("Each operation is a request below `/api` as it would be sent by itself, with the caller's token, rights and limits. Operations on one resource run in order; others may run at once. One that is refused does not stop the others. With an `Idempotency-Key`, that of an operation is `{key}/{id}`. If an operation cannot be understood, nothing runs.")]
    private async Task<IResult> Run(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, BatchJson.Default.BatchRequest, cancellation);
        if (body is null) return malformed!;
        var (operations, invalid) = new BatchReader(http.Request.Headers[IdempotencyKeyHeader.Header] is [{ } key] ? key : null).Read(body);
        if (invalid is not null) return invalid;

        return new ApiResult<BatchResponse>(200, new(await _runner!.RunAsync(http, operations)), BatchJson.Default.BatchResponse);
    }
}
