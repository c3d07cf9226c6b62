namespace Inventory.Grains.Placement;

/// <summary>
/// Which silo a grain belongs on. Whoever knows the same silos says the same, so a gateway can call a grain where it is and asks nobody for the way; and when a silo comes
/// or goes, no grain but of its own share belongs elsewhere.
/// </summary>
/// <remarks>Rendezvous hashing: D. Thaler, C. Ravishankar, <em>Using name-based mappings to increase hit rates</em>, IEEE/ACM Transactions on Networking 6(1), 1998.</remarks>
public static class HomeSilo
{
    /// <param name="grain">It need not be anywhere yet.</param>
    /// <param name="silos">All that take grains; at least one, in any order.</param>
    public static SiloAddress Of(GrainId grain, ReadOnlySpan<SiloAddress> silos)
    {
        var hash = grain.GetUniformHashCode();
        var (home, highest) = (silos[0], Weight(hash, silos[0]));
        foreach (var silo in silos[1..])
        {
            var weight = Weight(hash, silo);
            if (weight > highest || (weight == highest && silo.CompareTo(home) < 0))
                (home, highest) = (silo, weight);
        }
        return home;
    }

    // Mixed by the finalizer of SplitMix64: G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
    private static ulong Weight(uint grain, SiloAddress silo)
    {
        unchecked
        {
            var x = ((ulong)grain << 32) | (uint)silo.GetConsistentHashCode();
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
