namespace Inventory.Domain.Allocations.Judgements;

/// <summary>A rule on the axis of time. It can be sought along.</summary>
internal interface ITimeRule
{
    /// <returns><c>null</c> if the time keeps the rule. Without the nearest time.</returns>
    BrokenRule? Check(Interval wanted);

    /// <summary>The first start from a moment on for a time of this length, in microseconds; <c>null</c> if there is none.</summary>
    Instant? Next(Instant from, long length);

    /// <summary>The last start up to a moment; <c>null</c> if there is none.</summary>
    Instant? Previous(Instant from, long length);
}
