using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>What was known of a resource at a moment, from the changes that made it.</summary>
public static class PointInTimeReplay
{
    /// <summary>
    /// Follows the changes up to the first that was decided later than <paramref name="asOf"/>. No change is known before the one that it was decided on: a clock
    /// that was set back makes a later change look earlier, and it still counts from when the one before it does. So a later moment never shows an earlier version.
    /// Holds that were over by then are still there; see <see cref="HoldDecisions.At"/>.
    /// </summary>
    /// <param name="state">What the changes before these have made.</param>
    /// <param name="changes">Those that follow, by version.</param>
    /// <param name="asOf">The moment.</param>
    /// <returns>The state, and whether more changes may belong to it.</returns>
    public static (ResourceState State, bool MayFollow) CatchUp(this ResourceState state, IEnumerable<(ResourceEvent Change, Instant At)> changes, Instant asOf)
    {
        foreach (var (change, at) in changes)
        {
            if (at > asOf)
                return (state, MayFollow: false);
            state = state.Apply(change, at);
        }
        return (state, MayFollow: true);
    }
}
