namespace Inventory.LocalRuntime;

/// <summary>
/// The calls that pend, oldest first, so that one timer finds the overdue ones without a look at the others. A call that ends
/// in its first turn is never here. In stripes, so that processors seldom meet at a lock.
/// </summary>
internal sealed class PendingCalls(TimeProvider time)
{
    private readonly LinkedList<PendingCall>[] _stripes = [.. Enumerable.Range(0, 16).Select(_ => new LinkedList<PendingCall>())];

    /// <summary>How many pend.</summary>
    public int Count => _stripes.Sum(stripe => stripe.Count);

    public void Add(GrainCall call)
    {
        var stripe = _stripes[Environment.CurrentManagedThreadId % _stripes.Length];
        lock (stripe) call.Place = stripe.AddLast(new PendingCall(call, time.GetTimestamp()));
    }

    /// <summary>Takes a call out, if it's still here.</summary>
    public static void Remove(GrainCall call)
    {
        if (call.Place is { List: { } stripe } place) TryRemove(stripe, place);
    }

    /// <summary>Takes out the calls that have pended for so long.</summary>
    public List<GrainCall> TakeOverdue(TimeSpan limit)
    {
        List<GrainCall> overdue = [];
        foreach (var stripe in _stripes)
            while (Oldest(stripe) is { } place && time.GetElapsedTime(place.Value.Since) >= limit)
                if (TryRemove(stripe, place)) overdue.Add(place.Value.Call);
        return overdue;
    }

    private static LinkedListNode<PendingCall>? Oldest(LinkedList<PendingCall> stripe)
    {
        lock (stripe) return stripe.First;
    }

    private static bool TryRemove(LinkedList<PendingCall> stripe, LinkedListNode<PendingCall> place)
    {
        lock (stripe)
        {
            if (place.List is null) return false;
            stripe.Remove(place);
            return true;
        }
    }
}
