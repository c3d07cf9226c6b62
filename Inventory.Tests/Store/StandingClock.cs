namespace Inventory.Tests.Store;

/// <inheritdoc/>
/// <remarks>Its timers are the system's.</remarks>
internal sealed class StandingClock : StoreClock;
