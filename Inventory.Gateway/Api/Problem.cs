using System.Text.Json.Serialization;

namespace Inventory.Gateway.Api;

/// <summary>The body of a refusal or fault: RFC 9457, <c>application/problem+json</c>.</summary>
public sealed record Problem
{
    /// <summary>The page that explains this kind of problem.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What is the matter this time.</summary>
    public required string Detail { get; init; }

    /// <summary>The path that was asked for, as a URI reference.</summary>
    public required string Instance { get; init; }

    /// <summary>Every fault of an invalid request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ValidationError>? Errors { get; init; }

    /// <summary>The allocations in the way, by start; the first 1000. A customer learns their times only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IConflictResponse>? Conflicts { get; init; }

    /// <summary>The products of which there is not enough.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Skus { get; init; }

    /// <summary>The nearest times that would do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IntervalResponse>? Alternatives { get; init; }
}
