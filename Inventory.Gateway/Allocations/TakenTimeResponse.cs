using Inventory.Contracts;

namespace Inventory.Gateway.Allocations;

/// <summary>A time that is taken, as a customer learns of it: when, and not by whom or what for.</summary>
public sealed record TakenTimeResponse : IConflict
{
    public required bool FromInfinity { get; init; }

    public required bool ToInfinity { get; init; }

    /// <summary>The first moment; <c>null</c> without beginning.</summary>
    public required Instant FromDatetime { get; init; }

    /// <summary>The first moment after it; <c>null</c> without end.</summary>
    public required Instant ToDatetime { get; init; }

    public static TakenTimeResponse Of(Allocation allocation) => new()
    {
        FromInfinity = !allocation.Interval.From.IsFinite,
        ToInfinity = !allocation.Interval.To.IsFinite,
        FromDatetime = allocation.Interval.From,
        ToDatetime = allocation.Interval.To,
    };
}
