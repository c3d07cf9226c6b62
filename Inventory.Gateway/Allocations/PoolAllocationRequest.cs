using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Grains.Availability;

namespace Inventory.Gateway.Allocations;

/// <summary>A time to allocate on any free resource of a type, or on the first free one of some.</summary>
[Example(
    """
    {"duration": "PT2H", "flex": {"earliest": "2026-12-01T08:00:00Z", "latest": "2026-12-01T18:00:00Z"}, "allocation_type": "maintenance",
    "attributes": {"gearbox": "automatic", "seats": 5}}
    """)]
public sealed record PoolAllocationRequest : AllocationRequest
{
    public const int MaxAnyOf = 20;

    private Interval? _flex;
    private long _length;
    private ImmutableArray<Guid> _anyOf = [];
    private ImmutableArray<AttributeFilter> _attributes = [];

    /// <summary>Only a resource with exactly these values, up to 8 of them: texts, numbers, true or false.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>The ids of 1 to 20 resources, in order of preference: the first that is free is allocated.</summary>
    [Length(1, MaxAnyOf)]
    public IReadOnlyList<string?>? AnyOf { get; set; }

    /// <summary>With <c>duration</c>, in place of a time: the earliest one in this window that is free.</summary>
    public FlexRequest? Flex { get; set; }

    /// <summary>The length of a time in the window of <c>flex</c>, ISO 8601.</summary>
    public string? Duration { get; set; }

    /// <summary><c>late</c>: the resource is chosen later, and the allocation moves until then if that makes room; <c>now</c> otherwise.</summary>
    public string? Bind { get; set; }

    protected override bool IsLate => Bind == Binding.Late;

    public override void OnDeserialized()
    {
        base.OnDeserialized();
        RawJson.RequireObject("attributes", Attributes);
    }

    /// <summary>After the request was read.</summary>
    /// <param name="type">Of the resources.</param>
    /// <param name="command">The request as it was read.</param>
    /// <param name="now">No time begins earlier.</param>
    /// <returns>The command for the first time that will do, and where and when else.</returns>
    public (AllocateRequest? Command, PoolSelection Selection, ProblemResult? Problem) Select(ResourceType type, AllocateRequest command, Instant now)
    {
        var selection = new PoolSelection { Attributes = _attributes, AnyOf = _anyOf };
        if (_flex is not { } flex)
            return (command, selection, null);
        var from = flex.From > now ? flex.From : now;
        var window = from >= flex.To ? null : type.Grid is { } grid ? grid.Within(new(from, flex.To)) : new Interval(from, flex.To);
        if (window is not { } rest || rest.To.Microseconds - rest.From.Microseconds < _length)
            return (null, selection, ProblemResult.Invalid(ValidationError.Member("flex/latest", "From now on, the window has no room for the duration.")));
        return (command with { Interval = new(rest.From, new(rest.From.Microseconds + _length)) }, selection with { Flex = rest }, null);
    }

    protected override Interval ReadInterval(List<ValidationError> faults)
    {
        if (Flex is null && Duration is null)
            return base.ReadInterval(faults);
        if (FromDatetime is not null || ToDatetime is not null || FromInfinity == true || ToInfinity == true)
            faults.Add(ValidationError.Member("flex", "A request has either a time or flex and duration."));
        var before = faults.Count;
        var from = IntervalBounds.ReadMoment(faults, "flex/", "earliest", Flex?.Earliest);
        var to = IntervalBounds.ReadMoment(faults, "flex/", "latest", Flex?.Latest);
        if (!Durations.TryParse(Duration, out var duration))
            faults.Add(ValidationError.Member("duration", "duration has to be an ISO 8601 duration above zero, such as PT2H."));
        if (faults.Count > before || from is not { } earliest || to is not { } latest)
            return Interval.Always;
        _length = (long)duration.TotalMicroseconds;
        if (latest.Microseconds - earliest.Microseconds < _length)
        {
            faults.Add(ValidationError.Member("flex/latest", "latest has to be at least the duration after earliest."));
            return Interval.Always;
        }
        _flex = new(earliest, latest);
        return new(earliest, new(earliest.Microseconds + _length));
    }

    protected override void CheckOthers(ResourceType type, List<ValidationError> faults)
    {
        if (Bind is not (null or Binding.Now or Binding.Late))
            faults.Add(ValidationError.Member("bind", "bind has to be now or late."));
        if (IsLate && (AnyOf is not null || Flex is not null || Duration is not null))
            faults.Add(ValidationError.Member("bind", "A request that is bound late has a time, and neither any_of nor flex."));
        if (IsLate && (type.IsPool || Units is not null))
            faults.Add(ValidationError.Member("bind", "Units of a pool are all the same: there is nothing to bind late."));
        _attributes = AttributeQuery.Read(type.Attributes, Attributes, "attributes", faults);
        if (_flex is not null && type.Grid is { } grid && !grid.IsAligned(new(_length)))
            faults.Add(ValidationError.Member("duration", $"duration has to be a multiple of the slot {type.Slot}."));
        if (AnyOf is null)
            return;
        if (AnyOf.Count is 0 or > MaxAnyOf)
            faults.Add(ValidationError.Member("any_of", $"any_of has to have 1 to {MaxAnyOf} ids."));
        if (Attributes.ValueKind == JsonValueKind.Object)
            faults.Add(ValidationError.Member("attributes", "A request has either any_of or attributes."));
        var ids = ImmutableArray.CreateBuilder<Guid>();
        foreach (var (n, text) in AnyOf.Take(MaxAnyOf).Index())
        {
            if (Uuid.TryParse(text, out var id))
                ids.Add(id);
            else
                faults.Add(ValidationError.Member($"any_of/{n}", "This is not an id of a resource."));
        }
        _anyOf = [.. ids.Distinct()];
    }
}

/// <summary>The window that the time has to lie in.</summary>
public sealed record FlexRequest
{
    /// <summary>The time does not begin before, RFC 3339. If this is past, not before now.</summary>
    [Required, DataType(DataType.DateTime)]
    public string? Earliest { get; set; }

    /// <summary>The time has ended by then, RFC 3339.</summary>
    [Required, DataType(DataType.DateTime)]
    public string? Latest { get; set; }
}
