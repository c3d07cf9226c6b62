using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>The booking, or the item that it failed for; then nothing is held.</summary>
[GenerateSerializer, Immutable]
public sealed record BookResult
{
    private BookResult(BookStatus status) => (Status, Conflicts, Alternatives) = (status, [], []);

    public static readonly BookResult OverCreditLimit = new(BookStatus.OverCreditLimit);
    public static readonly BookResult Withdrawn = new(BookStatus.Withdrawn);

    [Id(0)]
    public BookStatus Status { get; }

    [Id(1)]
    public Booking? Booking { get; private init; }

    /// <summary>The index of the item that was not to be had.</summary>
    [Id(2)]
    public int Item { get; private init; }

    /// <summary>What is in its way, by start.</summary>
    [Id(3)]
    public ImmutableArray<Allocation> Conflicts { get; private init; }

    /// <summary>The nearest times that would do for it.</summary>
    [Id(4)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    public static BookResult Held(Booking booking) => new(BookStatus.Held) { Booking = booking };

    public static BookResult Overlap(int item, ImmutableArray<Allocation> conflicts, ImmutableArray<Interval> alternatives) =>
        new(BookStatus.Overlap) { Item = item, Conflicts = conflicts, Alternatives = alternatives };

    public static BookResult NoneAvailable(int item, ImmutableArray<Interval> alternatives) => new(BookStatus.NoneAvailable) { Item = item, Alternatives = alternatives };

    public static BookResult NoSuchResource(int item) => new(BookStatus.NoSuchResource) { Item = item };
}
