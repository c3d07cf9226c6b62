using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>Somebody waits for a time that is taken.</summary>
[GenerateSerializer, Immutable, Alias("inventory.wait-request")]
public sealed record WaitRequest : IIdempotentRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Interval Interval { get; init; }

    [Id(2)]
    public required AllocationDetails Details { get; init; }

    /// <summary>How long a grant waits to be accepted.</summary>
    [Id(3)]
    public required TimeSpan AcceptWithin { get; init; }

    /// <summary>From when on it waits no more; after now.</summary>
    [Id(4)]
    public required Instant Until { get; init; }

    [Id(5)]
    public IdempotencyKey? Key { get; init; }

    [Id(6)]
    public Caller? RequestedBy { get; init; }

    /// <summary>The customer for whom somebody else asks; <c>null</c> for the caller itself.</summary>
    [Id(7)]
    public Guid? Customer { get; init; }

    /// <summary>The rules that do not matter.</summary>
    [Id(8)]
    public RuleOverrides Overrides { get; init; }

    /// <summary>Of a pool, how many units; 0 for one.</summary>
    [Id(9)]
    public int Units { get; init; }

    /// <summary>Of the new entry, if the caller knows it already; <c>null</c> for a new id.</summary>
    [Id(10)]
    public Guid? Id { get; init; }

    /// <summary>For an entry of the type's list, when it arrived there; <c>null</c> for an entry of this resource alone.</summary>
    [Id(11)]
    public Instant? ArrivedInType { get; init; }

    /// <summary>It has waited elsewhere: where it can be had now, it is granted.</summary>
    [Id(13)]
    public bool HasWaited { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(12)]
    public bool IsPreview { get; init; }
}

public enum WaitStatus
{
    Waiting = 1,
    NoSuchResource = 2,

    /// <summary>Nobody has to wait: the time can be had now.</summary>
    FreeNow = 3,

    /// <summary>The same customer, or else the same caller, waits for some of the time already.</summary>
    WaitingAlready = 4,

    /// <summary>Whoever waits, rules refuse the time.</summary>
    Refused = 5,

    /// <summary>So many wait that nobody else can.</summary>
    ListFull = 6,

    KeyReused = 7,
}

[GenerateSerializer, Immutable, Alias("inventory.wait-result")]
public sealed record WaitResult
{
    private WaitResult(WaitStatus status) => (Status, Judgement) = (status, Judgement.Allowed);

    public static readonly WaitResult NoSuchResource = new(WaitStatus.NoSuchResource);
    public static readonly WaitResult FreeNow = new(WaitStatus.FreeNow);
    public static readonly WaitResult ListFull = new(WaitStatus.ListFull);
    public static readonly WaitResult KeyReused = new(WaitStatus.KeyReused);

    [Id(0)]
    public WaitStatus Status { get; }

    /// <summary>The new entry, or the one that the caller has already.</summary>
    [Id(1)]
    public Allocation? Entry { get; private init; }

    /// <summary>From 1: its place among those that wait for some of the same time.</summary>
    [Id(2)]
    public int Position { get; private init; }

    /// <summary>Why rules refuse it.</summary>
    [Id(3)]
    public Judgement Judgement { get; private init; }

    [MemberNotNullWhen(true, nameof(Entry))]
    public bool IsWaiting => Status == WaitStatus.Waiting;

    public static WaitResult Waiting(Allocation entry, int position) => new(WaitStatus.Waiting) { Entry = entry, Position = position };

    public static WaitResult WaitingAlready(Allocation entry) => new(WaitStatus.WaitingAlready) { Entry = entry };

    public static WaitResult Refused(Judgement judgement) => new(WaitStatus.Refused) { Judgement = judgement };
}
