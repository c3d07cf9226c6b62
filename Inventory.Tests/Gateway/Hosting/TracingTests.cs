using System.Collections.Concurrent;
using System.Diagnostics;
using Inventory.Storage.Membership;
using OpenTelemetry.Trace;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Alone: what listens to spans gets, and so causes, those of all gateways of the process.</summary>
[Collection(nameof(Alone))]
public sealed class TracingTests : IAsyncLifetime
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Call = "IResourceGrain/Allocate";
    private const string Unsampled = "0af7651916cd43dd8448eb211c80319c";
    private const string Request = "POST /api/cars/{id:guid}/allocations/";
    private const string Client = "00f067aa0ba902b7";

    private readonly Spans _spans = [];
    private InProcessGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await InProcessGateway.StartAsync(
        services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(_spans)),
        // Nobody listens there: what is lost on the way disturbs no request.
        "--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "--OTEL_TRACES_SAMPLER", "parentbased_always_on");

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task One_post_is_one_trace_from_the_gateway_through_the_grain_to_the_commit()
    {
        var car = await _gateway.Client.Create();

        Assert.Equal(201, (await _gateway.Client.Post($"{car}/allocations", Allocation(), Sampled)).Status);

        var spans = await SpansAsync("commit");
        var request = Assert.Single(spans, span => span.ParentSpanId.ToHexString() == Client);
        Assert.Equal((ActivityKind.Server, Request), (request.Kind, request.DisplayName));
        var call = Assert.Single(spans, span => span.ParentSpanId == request.SpanId);
        Assert.Equal((ActivityKind.Server, Call), (call.Kind, call.DisplayName));
        var commit = Assert.Single(spans, span => span.DisplayName == "commit");
        Assert.Equal(call.SpanId, commit.ParentSpanId);
        Assert.Equal("committed", commit.GetTagItem("inventory.commit.outcome"));
        Assert.True(commit.StartTimeUtc >= request.StartTimeUtc && commit.StartTimeUtc + commit.Duration <= request.StartTimeUtc + request.Duration);
    }

    [Fact]
    public async Task A_request_that_is_not_sampled_has_no_span_of_a_call()
    {
        var not = ("traceparent", $"00-{Unsampled}-{Client}-00");
        var car = await _gateway.Client.Create();
        _spans.Clear();

        Assert.Equal(201, (await _gateway.Client.Post($"{car}/allocations", Allocation(), not)).Status);
        Assert.Equal(409, (await _gateway.Client.Post($"{car}/allocations", Allocation(), Sampled)).Status);

        // The second one ends after the first.
        Assert.Single(await SpansAsync(Request), span => span.DisplayName == Call);
        Assert.Single(_spans, span => span.DisplayName == Call);
    }

    [Fact]
    public async Task Without_a_sampler_about_one_request_in_a_hundred_is_sampled_and_each_whose_client_has_sampled_it()
    {
        const int requests = 2_000;
        Spans spans = [];
        await using var gateway = await InProcessGateway.StartAsync(
            services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans)), "--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
            "--Inventory:RateLimits:RequestsPerSecond", "0");
        for (var i = 0; i < requests; i++)
            (await gateway.Client.Get("/api/cars")).ExpectStatus(200);
        (await gateway.Client.Get("/api/cars", Sampled)).ExpectStatus(200);

        await Eventually.HoldsAsync(() => Task.FromResult(spans.Any(span => span.TraceId.ToHexString() == Trace)), () => "The sampled request has no span.");
        // It is 20 of them; less than one would be seen in a thousand years.
        Assert.InRange(spans.Count(span => span.Kind == ActivityKind.Server && span.ParentSpanId == default), 1, 100);
    }

    [Fact]
    public async Task A_problem_names_the_trace_of_its_request()
    {
        var car = await _gateway.Client.Create();
        await _gateway.Client.Post($"{car}/allocations", Allocation());

        var refused = await _gateway.Client.Post($"{car}/allocations", Allocation(), Sampled);

        Assert.Equal(409, refused.Status);
        Assert.Equal(Trace, refused["trace_id"].GetString());
        Assert.DoesNotContain(await SpansAsync(Request), span => span.DisplayName == "commit");
    }

    [Fact]
    public async Task What_PostgreSQL_is_asked_for_no_request_is_no_trace()
    {
        using var driver = new ActivitySource(ClusterDatabase.Invariant);
        using (var poll = driver.CreateActivity("poll", ActivityKind.Client, default(ActivityContext)))
            Assert.True(poll!.Start().Recorded);
        var request = new ActivityContext(ActivityTraceId.CreateFromString(Trace), ActivitySpanId.CreateFromString(Client), ActivityTraceFlags.Recorded, isRemote: true);

        driver.StartActivity("read", ActivityKind.Client, request)!.Dispose();

        await SpansAsync("read");
        Assert.DoesNotContain(_spans, span => span.DisplayName == "poll");
    }

    private static (string, string) Sampled => ("traceparent", $"00-{Trace}-{Client}-01");

    private static object Allocation() => new { from_datetime = "2030-01-01T10:00:00Z", to_datetime = "2030-01-01T11:00:00Z", allocation_type = "booking" };

    /// <returns>Those of the trace, when the one that ends last is there: the request. Other gateways of this process have traces of their own.</returns>
    private async Task<IReadOnlyList<Activity>> SpansAsync(string wanted)
    {
        await Eventually.HoldsAsync(
            async () => Of(_spans).Any(span => span.DisplayName == wanted) && Of(_spans).Any(span => span.ParentSpanId.ToHexString() == Client),
            () => string.Join(", ", Of(_spans).Select(span => span.DisplayName)));
        return Of(_spans);
    }

    private static List<Activity> Of(Spans spans) => [.. spans.Where(span => span.TraceId.ToHexString() == Trace)];

    /// <summary>Requests end on many threads.</summary>
    private sealed class Spans : ConcurrentQueue<Activity>, ICollection<Activity>
    {
        public bool IsReadOnly => false;

        public void Add(Activity item) => Enqueue(item);

        public bool Contains(Activity item) => this.Any(span => span == item);

        public bool Remove(Activity item) => throw new NotSupportedException();
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
