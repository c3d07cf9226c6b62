using System.Collections.Frozen;

namespace Inventory.Domain.Quotas;

/// <summary>How much of some types a customer, or all customers of a group together, may have.</summary>
public sealed record Quota
{
    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    public required QuotaSubject Of { get; init; }

    /// <summary>The names of the types that it counts.</summary>
    public required FrozenSet<string> Types { get; init; }

    public required QuotaMeasure Measure { get; init; }

    public required QuotaPeriod Per { get; init; }

    /// <summary>Allocations, or hours.</summary>
    public required decimal Limit { get; init; }

    /// <summary>Hours are measured in microseconds.</summary>
    public bool IsOfHours => Measure is QuotaMeasure.Hours or QuotaMeasure.UnitHours;

    public decimal ToLimitUnit(Int128 amount) => IsOfHours ? Math.Round((decimal)amount / TimeSpan.MicrosecondsPerHour, 4) : (decimal)amount;

    internal Int128 LimitAmount => IsOfHours ? (Int128)(Limit * TimeSpan.MicrosecondsPerHour) : (Int128)Limit;
}

public enum QuotaSubject
{
    Customer = 1,
    Group = 2,
}

public enum QuotaMeasure
{
    /// <summary>Allocations, in the period in which each begins.</summary>
    Count = 1,

    /// <summary>The hours of allocations, split at a period's end.</summary>
    Hours = 2,

    /// <summary>Hours, times the units that an allocation takes.</summary>
    UnitHours = 3,

    /// <summary>Holds that are neither confirmed nor over.</summary>
    Held = 4,
}

/// <summary>Why a time is over a quota. Amounts are allocations or hours.</summary>
/// <param name="Quota">Its name.</param>
/// <param name="Limit">The most.</param>
/// <param name="Used">Without what is wanted, in the period that would have too much.</param>
/// <param name="Asked">What is wanted, in that period.</param>
/// <param name="FreesAt">The first moment that was found from which on it would be within the quota; <c>null</c> if there is none.</param>
/// <param name="Measure">What the amounts are.</param>
[GenerateSerializer, Immutable, Alias("inventory.quota-refusal")]
public sealed record QuotaRefusal(string Quota, decimal Limit, decimal Used, decimal Asked, Instant? FreesAt, QuotaMeasure Measure);

/// <summary>What is used of a quota.</summary>
/// <param name="Quota">Its name.</param>
/// <param name="Used">Allocations or hours.</param>
/// <param name="Period">In which it is used; <c>null</c> for what has not ended.</param>
[GenerateSerializer, Immutable, Alias("inventory.quota-use")]
public sealed record QuotaUse(string Quota, decimal Used, Interval? Period);
