using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Gateway.Api;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>A time to be taken. Each bound is a moment or infinite.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="ToCommand"/> checks, for it can tell every fault at once.</remarks>
public sealed record AllocationRequest : IJsonOnDeserialized
{
    public const int MaxTypeLength = 20;
    public const int MaxDescriptionLength = 100;
    public const int MaxReferenceLength = 64;

    /// <summary>The first moment, RFC 3339.</summary>
    public string? FromDatetime { get; set; }

    /// <summary>The first moment after it, RFC 3339.</summary>
    public string? ToDatetime { get; set; }

    /// <summary>It has no beginning.</summary>
    public bool? FromInfinity { get; set; }

    /// <summary>It has no end.</summary>
    public bool? ToInfinity { get; set; }

    /// <summary>What the time is taken for, 1 to 20 characters: "booking", "maintenance", …</summary>
    [Required, Length(1, MaxTypeLength)]
    public string? AllocationType { get; set; }

    /// <summary>A text for people, up to 100 characters.</summary>
    [MaxLength(MaxDescriptionLength)]
    public string? Description { get; set; }

    /// <summary>The caller's own number for it, up to 64 characters. Lists can be filtered by it.</summary>
    [MaxLength(MaxReferenceLength)]
    public string? Reference { get; set; }

    /// <summary>A JSON object of the client's own, up to 16 KiB.</summary>
    public JsonElement Dump { get; set; }

    /// <summary>The time is taken at once, and free again by itself unless it is confirmed before so many seconds have passed: 1 or more, 86400 at most unless it is configured otherwise.</summary>
    public long? HoldSeconds { get; set; }

    /// <param name="type">Of what is to be taken.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="maxHoldSeconds">The longest that it may be held.</param>
    /// <returns>The command, or why there is none.</returns>
    public (AllocateRequest? Command, ProblemResult? Problem) ToCommand(ResourceType type, IdempotencyKey? key, Caller? by, int maxHoldSeconds)
    {
        var faults = new List<ValidationError>();
        var interval = ReadInterval(faults);
        TextValidation.Check(faults, "allocation_type", AllocationType, 1, MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        if (HoldSeconds < 1 || HoldSeconds > maxHoldSeconds)
            faults.Add(ValidationError.Member("hold_seconds", $"hold_seconds has to be from 1 to {maxHoldSeconds}."));
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        if (SlotRules.Check(type, interval.From, interval.To) is { } offSlot)
            return (null, offSlot);

        return (new AllocateRequest
        {
            ResourceType = type.Name,
            Interval = interval,
            Details = new() { Type = AllocationType!, Description = Description, Reference = Reference, Dump = RawJson.Keep(Dump) },
            Hold = HoldSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Key = key,
            RequestedBy = by,
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);

    private Interval ReadInterval(List<ValidationError> faults)
    {
        var before = faults.Count;
        var from = IntervalBounds.Read(faults, "from", FromDatetime, FromInfinity, Instant.MinusInfinity);
        var to = IntervalBounds.Read(faults, "to", ToDatetime, ToInfinity, Instant.PlusInfinity);
        if (from < to)
            return new Interval(from, to);
        if (faults.Count == before)
            faults.Add(ValidationError.Member("to_datetime", "to_datetime has to be after from_datetime."));
        return Interval.Always;
    }
}

/// <summary>A merge patch (RFC 7396) of an allocation: what is named changes, all of it or nothing. A bound is named by its moment or its infinity.</summary>
public sealed record AllocationPatch : IJsonOnDeserialized
{
    private bool _namesFrom;
    private bool _namesTo;
    private bool _namesType;
    private bool _namesDescription;
    private bool _namesReference;

    /// <summary>The first moment, RFC 3339.</summary>
    public string? FromDatetime
    {
        get;
        set => (field, _namesFrom) = (value, true);
    }

    /// <summary>The first moment after it, RFC 3339.</summary>
    public string? ToDatetime
    {
        get;
        set => (field, _namesTo) = (value, true);
    }

    /// <summary>It has no beginning.</summary>
    public bool? FromInfinity { get; set; }

    /// <summary>It has no end.</summary>
    public bool? ToInfinity { get; set; }

    /// <summary>What the time is taken for, 1 to 20 characters.</summary>
    public string? AllocationType
    {
        get;
        set => (field, _namesType) = (value, true);
    }

    /// <summary>A text for people, up to 100 characters; <c>null</c> removes it.</summary>
    public string? Description
    {
        get;
        set => (field, _namesDescription) = (value, true);
    }

    /// <summary>The caller's own number for it, up to 64 characters; <c>null</c> removes it.</summary>
    public string? Reference
    {
        get;
        set => (field, _namesReference) = (value, true);
    }

    /// <summary>Merged into the dump: a member that is <c>null</c> is removed.</summary>
    public JsonElement Dump { get; set; }

    /// <returns>The command, or why there is none.</returns>
    public (UpdateAllocationRequest? Command, ProblemResult? Problem) ToCommand(ResourceType type, Guid allocationId, Precondition ifMatch, Caller? by)
    {
        var faults = new List<ValidationError>();
        Instant? from = _namesFrom || FromInfinity == true ? IntervalBounds.Read(faults, "from", FromDatetime, FromInfinity, Instant.MinusInfinity) : null;
        Instant? to = _namesTo || ToInfinity == true ? IntervalBounds.Read(faults, "to", ToDatetime, ToInfinity, Instant.PlusInfinity) : null;
        if (_namesType)
            TextValidation.Check(faults, "allocation_type", AllocationType, 1, AllocationRequest.MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, AllocationRequest.MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, AllocationRequest.MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        if (SlotRules.Check(type, from, to) is { } offSlot)
            return (null, offSlot);

        return (new UpdateAllocationRequest
        {
            ResourceType = type.Name,
            AllocationId = allocationId,
            From = from,
            To = to,
            NeedsFiniteFrom = FromInfinity == false,
            NeedsFiniteTo = ToInfinity == false,
            Details = new()
            {
                Type = AllocationType,
                Description = _namesDescription ? new NewText(Description) : null,
                Reference = _namesReference ? new NewText(Reference) : null,
                Dump = RawJson.Patch(Dump),
            },
            IfMatch = ifMatch,
            RequestedBy = by,
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);
}
