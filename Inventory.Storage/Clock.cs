using Inventory.Domain.Time;

namespace Inventory.Storage;

/// <summary>The present moment, as the domain takes it.</summary>
public static class Clock
{
    public static Instant Now(this TimeProvider clock) => Instant.From(clock.GetUtcNow().UtcDateTime);
}
