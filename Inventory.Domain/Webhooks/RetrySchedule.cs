namespace Inventory.Domain.Webhooks;

/// <summary>The schedule of the Standard Webhooks specification: ten attempts in a little over three days.</summary>
public static class RetrySchedule
{
    /// <summary>A wait is up to 10 % longer, so that deliveries that fail together do not return together.</summary>
    private const double Jitter = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Including the first.</summary>
    public static int MaxAttempts => Waits.Length + 1;

    /// <summary><paramref name="chance"/> is 0 to 1. Returns <c>null</c> after the last attempt.</summary>
    public static TimeSpan? WaitAfter(int attempts, double chance) =>
        attempts <= Waits.Length ? Waits[attempts - 1] * (1 + Jitter * chance) : null;
}
