using System.Collections.Immutable;

namespace Inventory.Gateway.Resources;

/// <summary>
/// The states of a resource after every so many events. They share what they have in common, so they take the memory of their events.
/// </summary>
/// <param name="All">By version. Each with the latest time of its events: it holds from then on, until the next event.</param>
/// <param name="Bytes">About.</param>
internal sealed record Snapshots(ImmutableArray<(Instant Since, ResourceState State)> All, long Bytes)
{
    // Between snapshots, trees that grow at random places share little.
    private const int BytesOfEvent = 512;

    public static readonly Snapshots None = new([], 0);

    /// <summary>The last state that no later event than this moment has made; empty if there is none.</summary>
    public ResourceState Before(Instant moment)
    {
        var (low, high) = (0, All.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = All[middle].Since <= moment ? (middle + 1, high) : (low, middle);
        }
        return low == 0 ? ResourceState.None : All[low - 1].State;
    }

    /// <param name="state">After the events.</param>
    /// <param name="events">All since the last snapshot that the state was made from.</param>
    public Snapshots With(ResourceState state, IReadOnlyList<RecordedEvent> events)
    {
        if (All is [.., var last] && last.State.Version >= state.Version)
            return this;
        var since = events.Max(e => e.At);
        return new(All.Add((All is [.., var before] && before.Since > since ? before.Since : since, state)), Bytes + events.Sum(BytesOf));
    }

    private static long BytesOf(RecordedEvent one) => BytesOfEvent + one.Change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation.CountBytes(),
        ResourceEvent.AllocationUpdated updated => updated.Allocation.CountBytes(),
        ResourceEvent.Confirmed confirmed => confirmed.Allocation.CountBytes(),
        ResourceEvent.ResourceCreated created => created.Resource.CountBytes(),
        ResourceEvent.ResourceUpdated updated => updated.Resource.CountBytes(),
        _ => 0,
    };
}
