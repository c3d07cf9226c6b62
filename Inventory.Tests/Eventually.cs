namespace Inventory.Tests;

/// <summary>The one way in which tests wait for what another process does and does not tell.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Returns when the condition holds.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="failure">What to say if it does not hold in time.</param>
    /// <param name="patience">How long it may take. Default: two minutes.</param>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string> failure, TimeSpan? patience = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > (patience ?? Patience))
                Assert.Fail(failure());
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
