using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.Gateway.Http;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Allocations;

/// <summary>A time to be taken. Each bound is a moment or infinite.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="ToCommand"/> checks, for it can tell every fault at once.</remarks>
public sealed record AllocationRequest : IJsonOnDeserialized
{
    private const int MaxTypeLength = 20;
    private const int MaxDescriptionLength = 100;

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

    /// <summary>A JSON object of the client's own, up to 16 KiB.</summary>
    public JsonElement Dump { get; set; }

    /// <summary>Holds are not offered yet.</summary>
    public int? HoldSeconds { get; set; }

    /// <returns>The command, or why there is none.</returns>
    public (AllocateRequest? Command, ProblemResult? Problem) ToCommand(ResourceType type)
    {
        var faults = new List<Fault>();
        var interval = ReadInterval(faults);
        TextRules.Check(faults, "allocation_type", AllocationType, 1, MaxTypeLength);
        TextRules.Check(faults, "description", Description, 0, MaxDescriptionLength);
        RawJson.Check(faults, "dump", Dump);
        if (HoldSeconds is not null)
            faults.Add(Fault.Member("hold_seconds", "hold_seconds is not offered by this version."));
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        if (type.Grid is { } grid && !grid.Holds(interval))
            return (null, OffSlot(type, grid, interval));

        return (new AllocateRequest
        {
            ResourceType = type.Name,
            Interval = interval,
            AllocationType = AllocationType!,
            Description = Description,
            Dump = RawJson.Keep(Dump),
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);

    private Interval ReadInterval(List<Fault> faults)
    {
        var before = faults.Count;
        var from = Bound(faults, "from", FromDatetime, FromInfinity, Instant.Past);
        var to = Bound(faults, "to", ToDatetime, ToInfinity, Instant.Future);
        if (from < to)
            return new Interval(from, to);
        if (faults.Count == before)
            faults.Add(Fault.Member("to_datetime", "to_datetime has to be after from_datetime."));
        return Interval.Always;
    }

    private static Instant Bound(List<Fault> faults, string end, string? moment, bool? isInfinite, Instant infinite)
    {
        var member = $"{end}_datetime";
        if (isInfinite == true && moment is not null)
            faults.Add(Fault.Member(member, $"{member} and {end}_infinity are both given: one of them is enough."));
        else if (isInfinite != true && moment is null)
            faults.Add(Fault.Member(member, $"{member} is missing, and {end}_infinity is not true."));
        else if (moment is null)
            return infinite;
        else if (Instants.TryParse(moment, out var instant))
            return instant;
        else
            faults.Add(Fault.Member(member, $"{member} {Instants.Expected}."));
        return infinite;
    }

    private static ProblemResult OffSlot(ResourceType type, SlotGrid grid, Interval interval)
    {
        var faults = new List<Fault>();
        if (!grid.Holds(new Interval(interval.From, Instant.Future)))
            faults.Add(Fault.Member("from_datetime", $"from_datetime is off the slot grid of {type.Slot}."));
        if (!grid.Holds(new Interval(Instant.Past, interval.To)))
            faults.Add(Fault.Member("to_datetime", $"to_datetime is off the slot grid of {type.Slot}."));
        return new(ProblemTypes.OffSlot, $"{type.Name} is taken in whole slots of {type.Slot}.")
        {
            Errors = faults,
            Alternatives = [IntervalResponse.Of(grid.Cover(interval))],
        };
    }
}
