namespace Orleans.Runtime;

/// <summary>A timer of a grain, as in Orleans: disposing it ends it and cancels the token of a callback that runs.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the times anew. During a callback it takes effect when that has ended.</summary>
    /// <param name="dueTime">Until the next callback; <see cref="Timeout.InfiniteTimeSpan"/> is never.</param>
    /// <param name="period">From the end of one callback to the next; <see cref="Timeout.InfiniteTimeSpan"/> is once only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or over 49 days.</exception>
    void Change(TimeSpan dueTime, TimeSpan period);
}
