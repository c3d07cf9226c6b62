using System.Diagnostics.CodeAnalysis;

namespace Inventory.LocalRuntime;

/// <summary>
/// Decides which request of an activation may begin: those that wait, in order of arrival, and how many have begun and not
/// ended. Touched in turns of the activation only, so without locks.
/// </summary>
internal sealed class RequestLine
{
    private readonly LinkedList<Request> _waiting = new();

    /// <summary>How many of those that wait may overtake others: as long as it's 0, only the first is looked at.</summary>
    private int _waitingOvertakers;

    /// <summary>How many run that do not interleave, and how many of those are read-only. More than one only if all are.</summary>
    private int _exclusive;
    private int _readOnly;

    /// <summary>How many have begun and not ended.</summary>
    public int Running { get; private set; }

    /// <summary>The last to begin of those that others wait for. Read by other threads, for messages.</summary>
    public volatile Request? Busy;

    public bool IsEmpty => _waiting.First is null;

    /// <summary>Whether one that arrives now may begin now.</summary>
    public bool Admits(Request request) => request.Interleaves || (IsEmpty && MayBegin(request));

    public bool HasNext => Next() is not null;

    public void Wait(Request request)
    {
        // Without this, the line of a grain that is stuck would grow for ever with calls that have timed out.
        while (_waiting.First is { Value.IsAbandoned: true } abandoned) TakeOut(abandoned);
        _waiting.AddLast(request);
        if (Overtakes(request)) _waitingOvertakers++;
    }

    /// <summary>Takes out the first that may begin.</summary>
    public bool TryTakeNext([NotNullWhen(true)] out Request? request) => TryTake(Next(), out request);

    /// <summary>Takes out the first, whether or not it may begin.</summary>
    public bool TryTakeFirst([NotNullWhen(true)] out Request? request) => TryTake(_waiting.First, out request);

    /// <summary>A request has begun and not ended in its first turn.</summary>
    public void Enter(Request request)
    {
        Running++;
        if (request.Interleaves) return;
        _exclusive++;
        if (request.IsReadOnly) _readOnly++;
        Busy = request;
    }

    public void Leave(Request request)
    {
        Running--;
        if (request.Interleaves) return;
        _exclusive--;
        if (request.IsReadOnly) _readOnly--;
        if (_exclusive == 0) Busy = null;
    }

    private static bool Overtakes(Request request) => request.Interleaves || request.IsReadOnly;

    private bool MayBegin(Request request) =>
        request.Interleaves || _exclusive == 0 || (request.IsReadOnly && _readOnly == _exclusive);

    private LinkedListNode<Request>? Next()
    {
        for (var node = _waiting.First; node is not null; node = _waitingOvertakers > 0 ? node.Next : null)
            if (MayBegin(node.Value)) return node;
        return null;
    }

    private bool TryTake(LinkedListNode<Request>? node, [NotNullWhen(true)] out Request? request)
    {
        request = node?.Value;
        if (node is not null) TakeOut(node);
        return node is not null;
    }

    private void TakeOut(LinkedListNode<Request> node)
    {
        _waiting.Remove(node);
        if (Overtakes(node.Value)) _waitingOvertakers--;
    }
}
