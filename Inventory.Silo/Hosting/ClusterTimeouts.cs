using Orleans.Configuration;

namespace Inventory.Silo.Hosting;

// docs/operations.md has the measurements.
internal static class ClusterTimeouts
{
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    // A stopping silo keeps forwarding calls for this long: gateways refresh their list of silos each second.
    public static readonly TimeSpan Forwarding = TimeSpan.FromSeconds(3);

    // Shorter than the gateways' timeout, so that callers get the error and not only a timeout.
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(4);

    // Two silos vote a third out if it misses three probes and sends nothing for three probe timeouts: after 6 to 8 seconds, or 3 if its process has ended.
    // With shorter times, a busy machine or a long garbage collection costs a silo its life: it ends itself and is started again.
    public static void Set(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        // With the default, four times the probe timeout, a silo that freezes was voted out after 24 seconds.
        options.MaxProbeTimeout = options.ProbeTimeout;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(30);
        // Nobody waits for a silo that stays in the table after all silos have died.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
    }
}
