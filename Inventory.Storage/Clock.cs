namespace Inventory.Storage;

public static class Clock
{
    public static Instant Now(this TimeProvider clock) => Instant.From(clock.GetUtcNow().UtcDateTime);
}
