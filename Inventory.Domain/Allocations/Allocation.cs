using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations;

/// <summary>One interval in a resource's calendar. It does not name the resource.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation")]
public sealed record Allocation : AllocationDetails
{
    [Id(5)]
    private readonly AllocationOwner _owner;

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
    [Id(4)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    /// <summary>The customer that owns it; <c>null</c> if no customer does.</summary>
    public Guid? Owner
    {
        get => _owner.Customer;
        init => _owner = value is { } customer ? AllocationOwner.OfCustomer(customer) : _owner.Booking is null ? default : _owner;
    }

    /// <summary>The booking that it is part of, which then owns it: only the booking changes it.</summary>
    public Guid? Booking
    {
        get => _owner.Booking;
        init => _owner = value is { } booking ? AllocationOwner.OfBooking(booking) : _owner.Customer is null ? default : _owner;
    }

    /// <summary>The rules that an operator set aside for it.</summary>
    [Id(6)]
    public RuleOverrides Overrides { get; init; }

    public bool IsHold => Expires.IsFinite;

    public bool IsOver(Instant now) => now >= Expires;

    /// <param name="booking">The booking that asks; <c>null</c> if somebody else does.</param>
    /// <returns>The booking that alone may change it, if another one asks.</returns>
    public Guid? BookingOtherThan(Guid? booking) => Booking == booking ? null : Booking;
}

/// <summary>A customer, a booking or nobody. An id for each would cost a large calendar more memory than it may take.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-owner")]
public readonly record struct AllocationOwner
{
    [Id(0)]
    private readonly Guid _id;

    [Id(1)]
    private readonly OwnerKind _kind;

    private AllocationOwner(Guid id, OwnerKind kind) => (_id, _kind) = (id, kind);

    public Guid? Customer => _kind == OwnerKind.Customer ? _id : null;

    public Guid? Booking => _kind == OwnerKind.Booking ? _id : null;

    public static AllocationOwner OfCustomer(Guid id) => new(id, OwnerKind.Customer);

    public static AllocationOwner OfBooking(Guid id) => new(id, OwnerKind.Booking);
}

public enum OwnerKind : byte
{
    None = 0,
    Customer = 1,
    Booking = 2,
}
