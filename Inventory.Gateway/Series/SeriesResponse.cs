using Inventory.Domain.Series;
using Inventory.Grains.Series;

namespace Inventory.Gateway.Series;

/// <summary>A series with its occurrences, which are allocations. The rule is that of its first part; a change from an occurrence on makes another part.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000ee", "resource_id": "0198a7b0-0000-7000-8000-0000000000aa", "resource_type": "Car",
    "time_zone": "Europe/Copenhagen", "from_local": "2026-12-01T09:00:00", "duration": "PT2H", "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=1", "exdates": [],
    "time_zone_data": "TZDB: 2026a", "allocation_type": "training", "description": null, "reference": null, "created": "2026-11-20T09:00:00Z",
    "occurrences": [], "skipped": ["2026-12-01T09:00:00"], "needs_attention": []}
    """)]
public sealed record SeriesResponse
{
    public required Guid Id { get; init; }

    public required Guid ResourceId { get; init; }

    public required string ResourceType { get; init; }

    public required string TimeZone { get; init; }

    public required string FromLocal { get; init; }

    public required string Duration { get; init; }

    public required string Rrule { get; init; }

    public required IReadOnlyList<string> Exdates { get; init; }

    /// <summary>The version of the time zone data that the times were computed with.</summary>
    public required string TimeZoneData { get; init; }

    public required string AllocationType { get; init; }

    public required string? Description { get; init; }

    public required string? Reference { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The rules from some occurrence on, if they differ from the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeriesPartResponse>? Parts { get; init; }

    /// <summary>The allocations, by start.</summary>
    public required IReadOnlyList<AllocationResponse> Occurrences { get; init; }

    /// <summary>The local starts of occurrences that have no allocation: they were skipped, or released since.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>Occurrences that have not ended, whose time is another by newer time zone data, and that could not be moved: they stay until somebody moves or releases them.</summary>
    public required IReadOnlyList<AttentionResponse> NeedsAttention { get; init; }

    public static SeriesResponse Of(SeriesResult result, bool isForCustomer)
    {
        var series = result.Series!;
        var (rule, details) = (series.Parts[0].Rule, series.Parts[0].Details);
        return new()
        {
            Id = series.Id,
            ResourceId = series.ResourceId,
            ResourceType = series.ResourceType,
            TimeZone = rule.TimeZone,
            FromLocal = rule.FromLocal,
            Duration = rule.Duration,
            Rrule = rule.RRule,
            Exdates = rule.Exdates,
            TimeZoneData = series.TimeZoneData,
            AllocationType = details.Type,
            Description = details.Description,
            Reference = details.Reference,
            Created = series.Created,
            Parts = series.Parts.Length == 1 ? null : [.. series.Parts.Skip(1).Select(part => new SeriesPartResponse(part.Rule.FromLocal, part.Rule.Duration, part.Rule.RRule))],
            Occurrences = [.. result.Occurrences.Select(allocation => AllocationResponse.Of(allocation, series.ResourceId, series.ResourceType))],
            Skipped = result.Skipped,
            NeedsAttention = [.. result.NeedsAttention.Select(need => AttentionResponse.Of(need, series, isForCustomer))],
        };
    }
}

/// <summary>An occurrence that stays where newer time zone data do not want it.</summary>
public sealed record AttentionResponse
{
    /// <summary>The local time at which the rule begins it.</summary>
    public required string RecurrenceId { get; init; }

    public required Guid AllocationId { get; init; }

    /// <summary>Its time by the rule.</summary>
    public required WantedTimeResponse Wanted { get; init; }

    /// <summary>The rules that the wanted time breaks now; none if it could be had, or would have begun already.</summary>
    public required IReadOnlyList<BrokenRuleResponse> Broken { get; init; }

    /// <summary>The allocations that are in the way.</summary>
    public required IReadOnlyList<IConflictResponse> Conflicts { get; init; }

    /// <summary>The available times that are nearest to the wanted one.</summary>
    public required IReadOnlyList<IntervalResponse> Alternatives { get; init; }

    internal static AttentionResponse Of(AttentionNeed need, AllocationSeries series, bool isForCustomer)
    {
        var why = OccurrenceConflictResponse.Of(new(need.Wanted.RecurrenceId, need.Judgement), series.ResourceId, series.ResourceType, isForCustomer);
        return new()
        {
            RecurrenceId = need.Wanted.RecurrenceId,
            AllocationId = need.Allocation,
            Wanted = new(need.Wanted.Interval.From, need.Wanted.Interval.To),
            Broken = why.Broken,
            Conflicts = why.Conflicts,
            Alternatives = why.Alternatives,
        };
    }
}

public sealed record WantedTimeResponse(Instant FromDatetime, Instant ToDatetime);

/// <summary>The rule of a series from an occurrence on.</summary>
public sealed record SeriesPartResponse(string FromLocal, string Duration, string Rrule);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SeriesRequest))]
[JsonSerializable(typeof(SeriesPatch))]
[JsonSerializable(typeof(SeriesResponse))]
[JsonSerializable(typeof(SeriesSummaryResponse[]))]
internal sealed partial class SeriesJson : JsonSerializerContext;
