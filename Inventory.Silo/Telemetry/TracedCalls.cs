using System.Diagnostics;

namespace Inventory.Silo.Telemetry;

/// <summary>
/// Orleans' own spans of calls, for requests that are traced. The request says in the context that Orleans sends with each call of which trace it is: a filter of outgoing
/// calls costs each call a twentieth of an allocation, traced or not.
/// </summary>
internal static class TracedCalls
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    public static void AddTracedCalls(this ISiloBuilder silo)
    {
        silo.AddActivityPropagation();
        // Orleans' filters, which were added last, are not public.
        Take<IOutgoingGrainCallFilter>(silo.Services);
        var incoming = Take<IIncomingGrainCallFilter>(silo.Services);
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(services => new Incoming((IIncomingGrainCallFilter)ActivatorUtilities.CreateInstance(services, incoming.ImplementationType!)));
    }

    /// <summary>From here on, calls of grains, and what these call, are of the trace of a span.</summary>
    public static void BeginCallsOf(Activity span)
    {
        RequestContext.Set(TraceParent, span.Id!);
        if (span.TraceStateString is { Length: > 0 } state)
            RequestContext.Set(TraceState, state);
    }

    private static ServiceDescriptor Take<T>(IServiceCollection services)
    {
        var added = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(added);
        return added;
    }

    // By itself it asks the sampler again for each call of a request that is not sampled, and so makes a trace of the call alone of one in a hundred.
    private sealed class Incoming(IIncomingGrainCallFilter filter) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => RequestContext.Get(TraceParent) is null ? context.Invoke() : filter.Invoke(context);
    }
}
