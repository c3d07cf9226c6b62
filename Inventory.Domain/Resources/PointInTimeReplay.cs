namespace Inventory.Domain.Resources;

public static class PointInTimeReplay
{
    /// <summary>
    /// Applies events up to the first that was decided after <paramref name="asOf"/>. An event counts only after its predecessor, even if
    /// the clock was set back, so a later moment never shows an earlier version. Expired holds remain; see <see cref="HoldDecisions.At"/>.
    /// </summary>
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
