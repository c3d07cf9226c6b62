namespace Inventory.Gateway.Security;

/// <summary>Long work rests in between, so that it uses a part of one processor and the requests of others find it free.</summary>
internal static class Pauses
{
    /// <param name="clock">Measures.</param>
    /// <param name="begin">The timestamp at which the work began.</param>
    /// <param name="share">The length of the pause, in times of the work's own.</param>
    /// <param name="longest">However long the work took.</param>
    /// <param name="cancellation">Ends the pause.</param>
    public static Task RestAsync(this TimeProvider clock, long begin, double share, TimeSpan longest, CancellationToken cancellation)
    {
        var pause = clock.GetElapsedTime(begin) * share;
        return Task.Delay(pause < longest ? pause : longest, clock, cancellation);
    }
}
