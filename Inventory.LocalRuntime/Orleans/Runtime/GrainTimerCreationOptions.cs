using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When and how a grain's timer runs. The same members and defaults as in Orleans.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>A timer that does not interleave and does not keep the grain alive.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first callback; <see cref="Timeout.InfiniteTimeSpan"/> is never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one callback to the next; <see cref="Timeout.InfiniteTimeSpan"/> is once only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether the callback interleaves with requests and other timers. Default: no, it waits like a request.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a callback counts as use of the grain, which puts off idle collection. Default: no.</summary>
    public bool KeepAlive { get; init; }
}
