using System.Diagnostics;
using Inventory.Storage.Membership;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace Inventory.Silo.Telemetry;

/// <summary>
/// Spans of requests, calls of grains, commits and outgoing requests, in one trace for each request, sent by OTLP. The variables are those of OpenTelemetry. Without an
/// endpoint nothing is traced, and costs nothing.
/// </summary>
internal static class Tracing
{
    /// <summary>The share of requests that is sampled unless a sampler is chosen.</summary>
    public const double SampledByDefault = 0.01;

    private const string SamplerVariable = "OTEL_TRACES_SAMPLER";

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    public static bool IsWanted(IConfiguration configuration) => Array.Exists(Endpoints, name => configuration[name] is { Length: > 0 });

    /// <summary>Then it is asked for each request.</summary>
    public static bool IsSamplerChosen(IConfiguration configuration) => configuration[SamplerVariable] is { Length: > 0 };

    public static void AddTracing(this WebApplicationBuilder builder, string program)
    {
        if (!IsWanted(builder.Configuration))
            return;
        var isSamplerChosen = IsSamplerChosen(builder.Configuration);
        builder.AddTelemetry(program)
            .WithTracing(tracing =>
            {
                if (!isSamplerChosen)
                    tracing.SetSampler(new ParentBasedSampler(new ChosenRequests()));
                tracing.AddSource([.. StoreMetrics.SourceNames, ActivitySources.ApplicationGrainActivitySourceName])
                    .AddHttpClientInstrumentation()
                    .AddProcessor(new StatementsOfRequests())
                    .AddOtlpExporter();
            });
    }

    /// <summary>A request that comes here has been chosen already; of the rest, such as deliveries of webhooks, it takes as many.</summary>
    private sealed class ChosenRequests : Sampler
    {
        private readonly TraceIdRatioBasedSampler _others = new(SampledByDefault);

        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.Kind == ActivityKind.Server ? new(SamplingDecision.RecordAndSample) : _others.ShouldSample(samplingParameters);
    }

    /// <summary>What PostgreSQL is asked for no request, several times a second, is no trace.</summary>
    private sealed class StatementsOfRequests : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Source.Name == ClusterDatabase.Invariant && data.ParentSpanId == default)
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
