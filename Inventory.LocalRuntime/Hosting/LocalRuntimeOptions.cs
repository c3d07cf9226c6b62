namespace Inventory.LocalRuntime;

/// <summary>How the local runtime treats calls that take long and grains that are idle. The defaults are those of Orleans 10.</summary>
public sealed class LocalRuntimeOptions
{
    /// <summary>
    /// How long a caller waits before its call fails with <see cref="TimeoutException"/>, so that a cycle of calls ends by itself.
    /// Also how long a grain has for OnActivateAsync and OnDeactivateAsync before their token is cancelled.
    /// From 10 ms to 1 day. Default: 30 seconds.
    /// </summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a grain must be unused to be deactivated. Longer saves reloads, shorter saves memory.
    /// At least <see cref="CollectionQuantum"/>. Default: 15 minutes.
    /// </summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How often unused grains are looked for; so a grain stays for that much longer at most. From 10 ms to 1 day.
    /// Default: 1 minute.
    /// </summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);
}
