using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations;

/// <summary>One interval in a resource's calendar. It does not name the resource.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation")]
public sealed record Allocation : AllocationDetails
{
    // Two fields, because a struct of both would need more memory than a large calendar may take.
    [Id(5)]
    private readonly Guid _ownerId;

    [Id(10)]
    private readonly OwnerKind _ownerKind;

    public Allocation()
    {
    }

    [SetsRequiredMembers]
    public Allocation(AllocationDetails details, Guid id, Interval interval, Instant created, long version)
        : base(details) => (Id, Interval, Created, Version) = (id, interval, created, version);

    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    [Id(2)]
    public required Instant Created { get; init; }

    /// <summary>The version of the resource that last changed this allocation.</summary>
    [Id(3)]
    public required long Version { get; init; }

    /// <summary>The end of a hold; <see cref="Instant.PlusInfinity"/> for a firm allocation.</summary>
    public Instant Expires
    {
        get => Extras?.Expires ?? Instant.PlusInfinity;
        init
        {
            if (value != Expires)
                Extras = AllocationExtras.OrNull((Extras ?? AllocationExtras.None) with { Expires = value == Instant.PlusInfinity ? null : value });
        }
    }

    /// <summary>The customer that owns it; <c>null</c> if no customer does.</summary>
    public Guid? Owner
    {
        get => _ownerKind == OwnerKind.Customer ? _ownerId : null;
        init => (_ownerId, _ownerKind) = value is { } customer ? (customer, OwnerKind.Customer) : _ownerKind == OwnerKind.Booking ? (_ownerId, _ownerKind) : default;
    }

    /// <summary>The booking that it is part of, which then owns it: only the booking changes it.</summary>
    public Guid? Booking
    {
        get => _ownerKind == OwnerKind.Booking ? _ownerId : null;
        init => (_ownerId, _ownerKind) = value is { } booking ? (booking, OwnerKind.Booking) : _ownerKind == OwnerKind.Customer ? (_ownerId, _ownerKind) : default;
    }

    /// <summary>The rules that an operator set aside for it.</summary>
    [Id(6)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>What becomes of it besides being held or firm.</summary>
    [Id(7)]
    public AllocationStage Stage { get; init; }

    /// <summary>Of a pool, how many of its units it takes; 0 on a resource that is no pool.</summary>
    [Id(8)]
    public int Units { get; init; }

    /// <summary>What only few allocations have; <c>null</c> for none of it.</summary>
    [Id(9)]
    public AllocationExtras? Extras { get; init; }

    /// <summary>When its customer has to appear; <c>null</c> if nobody has to.</summary>
    public CheckInWindow? CheckIn => Extras?.CheckIn;

    public Instant? CheckedIn => Extras?.CheckedIn;

    public Instant? CheckedOut => Extras?.CheckedOut;

    /// <summary>The series that it is an occurrence of; <c>null</c> if it is none.</summary>
    public Guid? Series => Extras?.Series;

    /// <summary>It stands in a waiting list, or came from one: how long a grant waits to be accepted.</summary>
    public TimeSpan? AcceptWithin => Extras?.AcceptWithin;

    /// <summary>It takes no time: it waits for some, or has waited.</summary>
    public bool IsOffCalendar => Stage is AllocationStage.Waiting or AllocationStage.WaitingDeclined or AllocationStage.Lapsed;

    /// <summary>On a part: the allocation of the whole that it belongs to, and changes with; <c>null</c> if it stands for itself.</summary>
    public WholeAllocation? Whole => Extras?.Whole;

    /// <summary>Its resource is not chosen yet: it stands on one, and may move to an equal one.</summary>
    public bool IsLate => Extras?.Binding == LateBinding.Late;

    /// <summary>It ends by the clock unless it is confirmed, approved or accepted.</summary>
    public bool IsHold => Expires.IsFinite;

    /// <summary>When the clock changes it: a hold ends, or its customer has not appeared.</summary>
    public Instant Deadline => IsHold ? Expires : Stage == AllocationStage.None && CheckedIn is null && CheckIn is { } window ? window.Until : Instant.PlusInfinity;

    public bool IsRequested => Stage is AllocationStage.Requested or AllocationStage.HoldRequested;

    public bool IsOver(Instant now) => now >= Deadline;

    /// <summary>Nobody minds if it moves to an equal resource.</summary>
    public bool MayChangeResource(Instant now) => IsLate && Stage == AllocationStage.None && Booking is null && Whole is null && CheckedIn is null && Interval.From > now;

    /// <summary>It stays where it is.</summary>
    public Allocation Bound() => IsLate ? With(extras => extras with { Binding = LateBinding.Bound }) : this;

    public Allocation With(Func<AllocationExtras, AllocationExtras> change) => this with { Extras = AllocationExtras.OrNull(change(Extras ?? AllocationExtras.None)) };

    /// <param name="booking">The booking that asks; <c>null</c> if somebody else does.</param>
    /// <returns>The booking that alone may change it, if another one asks.</returns>
    public Guid? BookingOtherThan(Guid? booking) => Booking == booking ? null : Booking;
}

/// <summary>What only few allocations have, so that the others need no memory for it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-extras")]
public sealed record AllocationExtras
{
    public static readonly AllocationExtras None = new();

    /// <summary>The end of a hold; <c>null</c> for a firm allocation.</summary>
    [Id(6)]
    public Instant? Expires { get; init; }

    /// <summary>Who asked for it, if somebody else has to approve it: an actor such as "user:…".</summary>
    [Id(0)]
    public string? Requester { get; init; }

    [Id(1)]
    public CheckInWindow? CheckIn { get; init; }

    [Id(2)]
    public Instant? CheckedIn { get; init; }

    [Id(3)]
    public Instant? CheckedOut { get; init; }

    [Id(4)]
    public Guid? Series { get; init; }

    /// <summary>Which occurrence of its series: the local time at which the rule begins it, such as "2026-12-01T09:00:00".</summary>
    [Id(5)]
    public string? RecurrenceId { get; init; }

    /// <summary>Of an entry of a waiting list, how long a grant waits to be accepted, in whole seconds.</summary>
    [Id(7)]
    public TimeSpan? AcceptWithin { get; init; }

    /// <summary>The entry waits for any resource of the type: the list of the type decides which grant counts.</summary>
    [Id(8)]
    public bool IsForType { get; init; }

    /// <summary>On a part: the allocation of the whole that it belongs to.</summary>
    [Id(9)]
    public WholeAllocation? Whole { get; init; }

    /// <summary>Whether its resource is chosen late.</summary>
    [Id(10)]
    public LateBinding Binding { get; init; }

    /// <summary>The resource on which it stood before, if it was moved.</summary>
    [Id(11)]
    public Guid? MovedFrom { get; init; }

    public static AllocationExtras? OrNull(AllocationExtras extras) => extras == None ? null : extras;
}

[GenerateSerializer, Immutable, Alias("inventory.whole-allocation")]
public sealed record WholeAllocation(Guid Resource, Guid Allocation);

/// <summary>Stored as numbers: they must never change.</summary>
public enum LateBinding : byte
{
    /// <summary>The resource was chosen at the begin.</summary>
    None = 0,

    /// <summary>Any equal resource will do until one is chosen.</summary>
    Late = 1,

    /// <summary>It was late, and the resource is chosen.</summary>
    Bound = 2,
}

/// <summary>Stored as numbers: they must never change.</summary>
public enum AllocationStage : byte
{
    None = 0,

    /// <summary>It waits for an approval, and is firm then.</summary>
    Requested = 1,

    /// <summary>It waits for an approval, and is a hold then.</summary>
    HoldRequested = 2,

    /// <summary>Its customer did not appear.</summary>
    NoShow = 3,

    /// <summary>It waits for its time, and has none until then.</summary>
    Waiting = 4,

    /// <summary>It has its time, and the list of the type has not yet said whether this grant counts.</summary>
    Offered = 5,

    /// <summary>It has its time until the grant expires.</summary>
    Granted = 6,

    /// <summary>Its owner did not want the grant, or waits no more. It has no time.</summary>
    WaitingDeclined = 7,

    /// <summary>Its grant was not accepted in time, or none came in time. It has no time.</summary>
    Lapsed = 8,
}

public enum OwnerKind : byte
{
    None = 0,
    Customer = 1,
    Booking = 2,
}
