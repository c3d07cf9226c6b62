using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>What a grain does one at a time: a call, or the callback of a timer.</summary>
internal abstract class Request(bool interleaves, bool isReadOnly)
{
    /// <summary>Whether it may begin whatever else has begun and not ended.</summary>
    public bool Interleaves => interleaves;

    /// <summary>Whether it may begin while all that have begun are read-only.</summary>
    public bool IsReadOnly => isReadOnly;

    /// <summary>For messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it counts as use of the grain, which puts off idle collection.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Whether nobody waits for it any more: if it has not begun, it never will.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Runs the first turn. Never throws: a fault is in the task.</summary>
    public abstract Task Invoke(Grain grain);

    /// <summary>The first turn is over and the task is not: somebody will have to wait for it.</summary>
    public abstract void Pend();

    /// <summary>The task has ended. Runs in a turn of the grain.</summary>
    public abstract void End(Task outcome);

    /// <summary>The grain could not be activated. Runs in a turn of the grain.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>The activation is gone before the request began.</summary>
    public abstract void MoveOn();
}
