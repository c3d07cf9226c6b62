using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Benchmarks;

/// <summary>Allocations like those that clients make: half an hour each, back to back.</summary>
internal static class Samples
{
    private static readonly Instant Start = Instant.From(new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly long Slot = 1_800_000_000;

    public static Interval SlotAt(long slot) => new(new(Start.Microseconds + slot * Slot), new(Start.Microseconds + (slot + 1) * Slot));

    public static Allocation Allocation(long slot) => new()
    {
        Id = Guid.CreateVersion7(),
        Interval = SlotAt(slot),
        Type = "booking",
        Description = "bench",
        Created = Start,
        Version = slot + 2,
    };

    public static AllocateRequest Request(long slot) => new() { ResourceType = "Car", Interval = SlotAt(slot), Details = new() { Type = "booking", Description = "bench" } };
}
