using Inventory.Domain.Time;

namespace Inventory.Tests.Storage;

/// <summary>A clock that stands where the test sets it. Its timers are the system's.</summary>
internal sealed class StoreClock : TimeProvider
{
    public Instant Now { get; set; } = A.Moment;

    public override DateTimeOffset GetUtcNow() => new(Now.ToDateTime());
}
