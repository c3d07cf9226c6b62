namespace Inventory.Domain.Users;

/// <summary>
/// Failed logins since the last success, pending ones included. The first few are free because people mistype;
/// then every attempt waits twice as long as the one before.
/// </summary>
public readonly record struct LoginAttempts(int Count, Instant Last)
{
    public const int Free = 5;

    /// <summary>The longest wait. It allows fewer than 200 guesses a day from one address.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static readonly LoginAttempts None = new(0, Instant.MinusInfinity);

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
