namespace Inventory.Domain.Webhooks;

/// <summary>
/// When an attempt that failed is followed by the next: the schedule that the Standard Webhooks specification proposes, ten attempts in a
/// little over three days.
/// </summary>
public static class RetrySchedule
{
    /// <summary>A wait may be longer by this part, so that those who failed together do not come back together.</summary>
    private const double Jitter = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The first one included.</summary>
    public static int MaxAttempts => Waits.Length + 1;

    /// <param name="attempts">Made so far, one at least.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <returns>How long to wait until the next; <c>null</c> when that was the last.</returns>
    public static TimeSpan? WaitAfter(int attempts, double chance) =>
        attempts <= Waits.Length ? Waits[attempts - 1] * (1 + Jitter * chance) : null;
}
