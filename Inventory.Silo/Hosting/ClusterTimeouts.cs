using Orleans.Configuration;

namespace Inventory.Silo.Hosting;

/// <summary>How fast the silos notice that one is gone, and how patient they are. docs/operations.md tells what was measured with these.</summary>
internal static class ClusterTimeouts
{
    /// <summary>A silo that stops has this long to end what it has begun.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <summary>A silo that has said that it stops passes on for so long what still comes: gateways look each second for who is there.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Shorter than the gateways' patience: who is told of a fault knows more than who waits without success.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Two silos vote a third one out if it misses three probes in a row and they received nothing from it for three times the longest probe timeout: after six to
    /// eight seconds, or three if its process has ended. Shorter, and a busy machine or a long garbage collection costs a silo its life: a silo that was voted out
    /// ends itself, and is started again.
    /// </summary>
    public static void Set(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        // By default four times the probe timeout. A silo that freezes was then voted out after 24 seconds, because the last message from it counted as a sign of life for that long.
        options.MaxProbeTimeout = options.ProbeTimeout;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(30);
        // A silo that is found dead in the table after all of the others died too, is not waited for.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
    }
}
