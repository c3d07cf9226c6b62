using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Gateway.Api;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>A merge patch (RFC 7396) of an allocation: what is named changes, all of it or nothing. A bound is named by its moment or its infinity.</summary>
public sealed record AllocationPatch : IJsonOnDeserialized
{
    private bool _namesFrom;
    private bool _namesTo;
    private bool _namesType;
    private bool _namesDescription;

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
            AllocationType = AllocationType,
            Description = Description,
            RemovesDescription = _namesDescription && Description is null,
            Dump = RawJson.Patch(Dump),
            IfMatch = ifMatch,
            RequestedBy = by,
        }, null);
    }

    void IJsonOnDeserialized.OnDeserialized() => RawJson.RequireObject("dump", Dump);
}
