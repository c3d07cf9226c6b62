using System.Diagnostics;

namespace Inventory.Silo.Telemetry;

/// <summary>
/// Orleans' own propagation, for calls of a request that is traced. By itself it asks the sampler again for each call of a request that is not sampled, and so makes a trace
/// of the call alone of one in a hundred.
/// </summary>
internal static class TracedCalls
{
    private const string TraceParent = "traceparent";

    public static void AddTracedCalls(this ISiloBuilder silo)
    {
        silo.AddActivityPropagation();
        Replace<IOutgoingGrainCallFilter>(silo.Services, static filter => new Outgoing(filter));
        Replace<IIncomingGrainCallFilter>(silo.Services, static filter => new Incoming(filter));
    }

    public static void AddTracedCalls(this IClientBuilder client)
    {
        client.AddActivityPropagation();
        Replace<IOutgoingGrainCallFilter>(client.Services, static filter => new Outgoing(filter));
    }

    // Orleans' filters, which were added last, are not public.
    private static void Replace<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var added = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(added);
        services.AddSingleton(provider => wrap((T)ActivatorUtilities.CreateInstance(provider, added.ImplementationType!)));
    }

    private sealed class Outgoing(IOutgoingGrainCallFilter filter) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => Activity.Current?.Recorded == true ? filter.Invoke(context) : context.Invoke();
    }

    private sealed class Incoming(IIncomingGrainCallFilter filter) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => RequestContext.Get(TraceParent) is null ? context.Invoke() : filter.Invoke(context);
    }
}
