using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>
/// How often somebody has tried without success, and what follows. Some attempts are free, for people mistype; after that each one waits twice as long as the one before it.
/// </summary>
/// <param name="Count">Of attempts since the last that was right. One under way counts.</param>
/// <param name="Last">When the last of them was admitted.</param>
public readonly record struct LoginAttempts(int Count, Instant Last)
{
    public const int Free = 5;

    /// <summary>The longest wait. In a day that leaves fewer than 200 guesses from an address.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static readonly LoginAttempts None = new(0, Instant.MinusInfinity);

    /// <summary>How long to wait until the next one.</summary>
    public TimeSpan Wait(Instant now)
    {
        if (Count < Free)
            return TimeSpan.Zero;
        var seconds = Math.Min(Math.Pow(2, Math.Min(Count - Free, 30)), Longest.TotalSeconds);
        var passed = TimeSpan.FromMicroseconds(now.Microseconds - Last.Microseconds);
        return passed >= TimeSpan.FromSeconds(seconds) ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds) - passed;
    }

    public LoginAttempts Next(Instant now) => new(Count + 1, now);
}
