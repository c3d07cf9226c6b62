using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>A time to allocate. Each bound is a moment or infinite.</summary>
// The annotations feed the OpenAPI document. ToCommand validates, because it can report every error at once.
[Example(
    """
    {"from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z", "allocation_type": "maintenance",
    "hold_seconds": 600}
    """)]
public record AllocationRequest : IJsonOnDeserialized
{
    public const int MaxTypeLength = 20;
    public const int MaxDescriptionLength = 100;
    public const int MaxReferenceLength = 64;

    /// <summary>Start of the time (inclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? FromDatetime { get; set; }

    /// <summary>End of the time (exclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? ToDatetime { get; set; }

    public bool? FromInfinity { get; set; }

    public bool? ToInfinity { get; set; }

    /// <summary>The purpose, 1 to 20 characters: "booking", "maintenance", …</summary>
    [Required, Length(1, MaxTypeLength)]
    public string? AllocationType { get; set; }

    /// <summary>A text for people, up to 100 characters.</summary>
    [MaxLength(MaxDescriptionLength)]
    public string? Description { get; set; }

    /// <summary>The caller's own number for the allocation, up to 64 characters. Lists can be filtered by it.</summary>
    [MaxLength(MaxReferenceLength)]
    public string? Reference { get; set; }

    /// <summary>Any JSON object of the client, up to 16 KiB.</summary>
    public JsonElement Dump { get; set; }

    /// <summary>For operators and programs: the id of the customer whose allocation it is.</summary>
    [MaxLength(36)]
    public string? Customer { get; set; }

    /// <summary>For operators and programs: the rules that do not matter this time, of <c>hours</c>, <c>turnaround</c> and <c>quota</c>.</summary>
    public IReadOnlyList<string?>? Override { get; set; }

    /// <summary>Holds the time for this many seconds: it becomes free again unless it is confirmed. 1 to 86400, unless configured otherwise.</summary>
    public long? HoldSeconds { get; set; }

    /// <summary>Of a pool, how many units are taken; 1 unless given.</summary>
    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    public (AllocateRequest? Command, ProblemResult? Problem) ToCommand(ResourceType type, IdempotencyKey? key, Caller? caller, int maxHoldSeconds)
    {
        var faults = new List<ValidationError>();
        var interval = ReadInterval(faults);
        TextValidation.Check(faults, "allocation_type", AllocationType, 1, MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        if (HoldSeconds < 1 || HoldSeconds > maxHoldSeconds)
            faults.Add(ValidationError.Member("hold_seconds", $"hold_seconds has to be from 1 to {maxHoldSeconds}."));
        var overrides = Overrides.Read(Override, caller, faults);
        Resources.Units.Check(faults, type, Units);
        CheckOthers(type, faults);
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        return (new AllocateRequest
        {
            ResourceType = type.Name,
            Interval = interval,
            Details = new() { Type = AllocationType!, Description = Description, Reference = Reference, Dump = RawJson.ToStored(Dump) },
            Hold = HoldSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Key = key,
            RequestedBy = caller,
            Overrides = overrides,
            Units = (int)(Units ?? 0),
            IsLate = IsLate,
        }, null);
    }

    /// <summary>Members of the wrong JSON type are malformed.</summary>
    public virtual void OnDeserialized() => RawJson.RequireObject("dump", Dump);

    protected virtual bool IsLate => false;

    protected virtual void CheckOthers(ResourceType type, List<ValidationError> faults) { }

    protected virtual Interval ReadInterval(List<ValidationError> faults)
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

/// <summary>A merge patch (RFC 7396) of an allocation: all named members change, or none. A moment or an infinity names a bound.</summary>
[Example("""{"to_datetime": "2026-12-01T14:00:00Z"}""")]
public sealed record AllocationPatch : IJsonOnDeserialized
{
    private bool _namesFrom;
    private bool _namesTo;
    private bool _namesType;
    private bool _namesDescription;
    private bool _namesReference;

    /// <summary>Start of the time (inclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? FromDatetime
    {
        get;
        set => (field, _namesFrom) = (value, true);
    }

    /// <summary>End of the time (exclusive), RFC 3339.</summary>
    [DataType(DataType.DateTime)]
    public string? ToDatetime
    {
        get;
        set => (field, _namesTo) = (value, true);
    }

    /// <summary>Of a pool, how many units are taken.</summary>
    [Range(1, Resources.Units.Most)]
    public long? Units { get; set; }

    public bool? FromInfinity { get; set; }

    public bool? ToInfinity { get; set; }

    /// <summary>The purpose, 1 to 20 characters.</summary>
    [Length(1, AllocationRequest.MaxTypeLength)]
    public string? AllocationType
    {
        get;
        set => (field, _namesType) = (value, true);
    }

    /// <summary>A text for people, up to 100 characters; <c>null</c> removes it.</summary>
    [MaxLength(AllocationRequest.MaxDescriptionLength)]
    public string? Description
    {
        get;
        set => (field, _namesDescription) = (value, true);
    }

    /// <summary>The caller's own number for the allocation, up to 64 characters; <c>null</c> removes it.</summary>
    [MaxLength(AllocationRequest.MaxReferenceLength)]
    public string? Reference
    {
        get;
        set => (field, _namesReference) = (value, true);
    }

    /// <summary>Merged into the dump; a member that is <c>null</c> is removed.</summary>
    public JsonElement Dump { get; set; }

    /// <summary>The id of another resource of the type: the allocation goes there and keeps its id, or nothing changes.</summary>
    [MaxLength(36)]
    public string? ResourceId { get; set; }

    /// <summary>For operators and programs: the rules that do not matter for the new time, of <c>hours</c>, <c>turnaround</c> and <c>quota</c>.</summary>
    public IReadOnlyList<string?>? Override { get; set; }

    /// <summary>The resource to which it goes; <c>null</c> if it stays. After the request was read.</summary>
    public Guid? Target(Guid resource) => Uuid.TryParse(ResourceId, out var to) && to != resource ? to : null;

    public (UpdateAllocationRequest? Command, ProblemResult? Problem) ToCommand(ResourceType type, Guid allocationId, Precondition ifMatch, Caller? caller)
    {
        var faults = new List<ValidationError>();
        if (ResourceId is not null && !Uuid.TryParse(ResourceId, out _))
            faults.Add(ValidationError.Member("resource_id", "This is not an id of a resource."));
        Instant? from = _namesFrom || FromInfinity == true ? IntervalBounds.Read(faults, "from", FromDatetime, FromInfinity, Instant.MinusInfinity) : null;
        Instant? to = _namesTo || ToInfinity == true ? IntervalBounds.Read(faults, "to", ToDatetime, ToInfinity, Instant.PlusInfinity) : null;
        if (_namesType)
            TextValidation.Check(faults, "allocation_type", AllocationType, 1, AllocationRequest.MaxTypeLength);
        TextValidation.Check(faults, "description", Description, 0, AllocationRequest.MaxDescriptionLength);
        TextValidation.Check(faults, "reference", Reference, 0, AllocationRequest.MaxReferenceLength);
        RawJson.Check(faults, "dump", Dump);
        var overrides = Overrides.Read(Override, caller, faults);
        Resources.Units.Check(faults, type, Units);
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));

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
                Dump = RawJson.ToPatch(Dump),
            },
            IfMatch = ifMatch,
            RequestedBy = caller,
            Overrides = overrides,
            Units = (int?)Units,
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);
}
