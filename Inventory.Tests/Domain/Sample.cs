using System.Collections.Immutable;
using System.Text;
using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Domain;

/// <summary>Makes what domain tests decide on. Moments are small numbers of microseconds; <c>null</c> is an end without end.</summary>
internal static class Sample
{
    public static readonly Guid CarId = new("01960000-0000-7000-8000-0000000000aa");

    public static readonly Resource Car = new() { Id = CarId, Type = "Car", Name = "Car1", Created = new(1), Ordinal = 7, Version = 1 };

    /// <summary>A clock that the test moves. It starts at noon UTC on 1 March 2030.</summary>
    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2030, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public static Interval Interval(long? from, long? to) =>
        new(from is { } start ? new(start) : Instant.MinusInfinity, to is { } end ? new(end) : Instant.PlusInfinity);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static Allocation Allocation(int id, long? from, long? to, long version = 1) => Allocation(id, Interval(from, to), version);

    public static Allocation Allocation(int id, Interval interval, long version = 1) =>
        new() { Id = Id(id), Interval = interval, Type = "booking", Created = new(1), Version = version };

    /// <summary>Allocations of these times, with the ids 1, 2, 3, …</summary>
    public static Calendar Calendar(params (long? From, long? To)[] times) =>
        Inventory.Domain.Allocations.Calendar.Of([.. times.Select((time, i) => Allocation(i + 1, time.From, time.To))]);

    /// <summary>A car with allocations of these times, at a version above all of theirs.</summary>
    public static ResourceState State(params (long? From, long? To)[] times) => new(Car, Calendar(times), IdempotencyRecords.None, Version: 20);

    public static ImmutableArray<byte> Json(string text) => [.. Encoding.UTF8.GetBytes(text)];

    public static string Text(ImmutableArray<byte> json) => json.IsDefault ? "{}" : Encoding.UTF8.GetString(json.AsSpan());

    /// <summary>The numbers that <see cref="Id"/> made the ids from.</summary>
    public static int[] Numbers(IEnumerable<Allocation> allocations) => [.. allocations.Select(a => BitConverter.ToInt32(a.Id.ToByteArray()))];
}
