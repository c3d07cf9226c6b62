using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Batches;

public sealed class BatchApi(IGrainFactory grains, ResourceTypes types)
{
    private OperationRunner? _runner;

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/batch", Run).WithTags("Service").RequireAuthorization(Access.Read).Named("runBatch")
            .Accepts<BatchRequest>("application/json")
            .Returns<BatchResponse>(200, "The answers, in the order of the operations. Each may be a refusal, unless the batch is atomic.")
            .Problems(ProblemTypes.BatchRefused, ProblemTypes.Invalid, ProblemTypes.IdempotencyKeyReused);

    /// <summary>When all endpoints are mapped: operations go through them as requests do, behind the one that has authenticated the caller.</summary>
    public void Use(WebApplication app)
    {
        var fastPath = app.Services.GetRequiredService<AuthorizationFastPath>();
        var pipeline = ((IApplicationBuilder)app).New();
        pipeline.UseMiddleware<ProblemMiddleware>();
        pipeline.UseWhen(RequestGuard.IsNeeded, unusual => unusual.UseMiddleware<RequestGuard>());
        pipeline.UseRouting();
        pipeline.Use(next => http => fastPath.Allows(http) ? http.GetEndpoint()!.RequestDelegate!(http) : next(http));
        pipeline.UseMiddleware<RateLimitMiddleware>();
        pipeline.UseAuthorization();
        pipeline.UseEndpoints(own =>
        {
            foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
                own.DataSources.Add(source);
        });
        _runner = new(pipeline.Build(), app.Services.GetRequiredService<IHttpContextFactory>());
    }

    [EndpointSummary("Runs many requests in one.")]
    [EndpointDescription("Each operation is a request below `/api` as it would be sent by itself, with the caller's token, rights and limits. Operations on one resource run in order; others may run at once. One that is refused does not stop the others. With an `Idempotency-Key`, that of an operation is `{key}/{id}`. If an operation cannot be understood, nothing runs. An `atomic` batch has operations on the allocations of one resource: all take effect in one commit, or none, with 409.")]
    private async Task<IResult> Run(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await JsonBody.ReadAsync(http, BatchJson.Default.BatchRequest, cancellation);
        if (body is null) return malformed!;
        var isAtomic = body.Atomic == true;
        // A dry run of others is a matter of each operation.
        if (!isAtomic && DryRun.Refuse(http) is { } refusal) return refusal;
        var isDryRun = isAtomic && DryRun.IsAsked(http);
        var (operations, invalid) = new BatchReader(types, http.Request.Headers[IdempotencyKeyHeader.Header] is [{ } header] ? header : null, isDryRun).Read(body);
        if (invalid is not null) return invalid;

        return isAtomic
            ? await new AtomicBatchRunner(_runner!, grains).RunAsync(http, operations, key, isDryRun)
            : new StreamedResult<BatchResponse>(new(await new BatchRunner(_runner!, grains).RunAsync(http, operations)), BatchJson.Default.BatchResponse);
    }
}
