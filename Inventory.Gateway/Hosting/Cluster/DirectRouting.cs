using System.Collections.Frozen;
using System.Runtime.ExceptionServices;
using Inventory.Grains.Placement;
using Orleans.Serialization.Invocation;

namespace Inventory.Gateway.Hosting.Cluster;

/// <summary>
/// The way to each grain. A client of Orleans sends a call to whichever silo comes next, and that one passes it on; here it goes to the silo that the grain belongs on. That
/// is advice: whichever silo gets a call finds the grain.
/// </summary>
internal sealed class DirectRouting
{
    private volatile Known _known = new([], FrozenDictionary<SiloAddress, SiloClient>.Empty);

    /// <param name="silos">All that take grains.</param>
    /// <param name="clients">Of those of them that are connected.</param>
    public void Set(IEnumerable<SiloAddress> silos, IReadOnlyDictionary<SiloAddress, SiloClient> clients) => _known = new([.. silos], clients.ToFrozenDictionary());

    /// <summary>Makes the call; by the client that it was made with where there is no shorter way.</summary>
    public async Task InvokeAsync(IOutgoingGrainCallContext call)
    {
        if (Find(call.TargetId) is not { } silo)
        {
            await call.Invoke();
            return;
        }
        try
        {
            // The request calls its target. Here that is not the grain, but the other client's reference to it.
            call.Request.SetTarget(new Target(silo.Grains.GetGrain(call.TargetId, call.InterfaceType)));
            var response = await call.Request.Invoke();
            if (response.Exception is { } fault)
                ExceptionDispatchInfo.Throw(fault);
            call.Response = response;
        }
        catch (TimeoutException)
        {
            // Whether it is frozen or only slow: another may know what has become of the grain.
            silo.GiveUp();
            throw;
        }
        catch (Exception e) when (!silo.IsConnected && e is not OrleansException)
        {
            // A client that ends says so in many ways.
            throw new SiloUnavailableException("The silo was given up while it was called.", e);
        }
    }

    private SiloClient? Find(GrainId grain)
    {
        var known = _known;
        return known.Clients.Count > 0 && known.Clients.GetValueOrDefault(HomeSilo.Of(grain, known.Silos)) is { IsConnected: true } client ? client : null;
    }

    private sealed record Known(SiloAddress[] Silos, FrozenDictionary<SiloAddress, SiloClient> Clients);

    private sealed class Target(object reference) : ITargetHolder
    {
        public object GetTarget() => reference;

        public object? GetComponent(Type componentType) => null;
    }
}
