using System.Text.Json;

namespace Inventory.Gateway.Api;

/// <summary>An error: RFC 9457, <c>application/problem+json</c>.</summary>
public sealed record Problem
{
    /// <summary>The page that explains this type of problem.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What went wrong in this request.</summary>
    public required string Detail { get; init; }

    /// <summary>The path of the request, as a URI reference.</summary>
    public required string Instance { get; init; }

    /// <summary>Of the request's trace (W3C Trace Context), where the client began one, the service traces it, or the log has a line of it: an operator finds them by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>Every error of an invalid request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ValidationError>? Errors { get; init; }

    /// <summary>The first 1000 conflicting allocations, ordered by start. A customer sees only their times.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IConflictResponse>? Conflicts { get; init; }

    /// <summary>The products that are out of stock.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Skus { get; init; }

    /// <summary>The booking that the allocation is part of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Booking { get; init; }

    /// <summary>The whole that the resource or the allocation belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WholeResponse? Whole { get; init; }

    /// <summary>The opening times around the wanted time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IntervalResponse>? Opening { get; init; }

    /// <summary>The turnaround that is needed, ISO 8601, or the number of units that is wanted of a pool.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Needed { get; init; }

    /// <summary>The first 100 times at which a pool has fewer free units than are wanted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FreeUnitsResponse>? Short { get; init; }

    /// <summary>The occurrences of a series that cannot be had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OccurrenceConflictResponse>? Occurrences { get; init; }

    /// <summary>The first moment at which the request is possible.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Opens { get; init; }

    /// <summary>All rules that the wanted time breaks; the type of this problem is that of the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BrokenRuleResponse>? Broken { get; init; }

    /// <summary>The quota that does not allow it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Quota { get; init; }

    /// <summary>Of the quota: the most, in allocations or hours.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Limit { get; init; }

    /// <summary>Of the quota: what is used already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Used { get; init; }

    /// <summary>Of the quota: what the request would add.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Asked { get; init; }

    /// <summary>Of the quota: from then on, the same time would be within it; missing if no such moment was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? FreesAt { get; init; }

    /// <summary>What each operation of a refused batch would have been answered, in their order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OperationResult>? Results { get; init; }

    /// <summary>The nearest available times.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IntervalResponse>? Alternatives { get; init; }
}
