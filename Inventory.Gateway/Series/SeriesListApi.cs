using Inventory.Domain.Series;
using Inventory.Gateway.Security;
using Inventory.Grains.Series;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Series;

public sealed class SeriesListApi(IGrainFactory grains)
{
    // A filter passes over many: so many at most for one answer, which then has a further page.
    private const int MaxRead = 10_000;

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/series", List).WithTags("Series").RequireAuthorization(Access.Book).Named("listSeries").IsCostly()
        .Returns<SeriesSummaryResponse[]>(200, "The series, oldest first.").Problems(ProblemTypes.Invalid);

    [EndpointSummary("Lists series: a customer's own, or all for operators.")]
    [EndpointDescription("Oldest first, without their occurrences. A page of filtered series may be short, or empty, although there are more: `Link` names the next one.")]
    private async Task<IResult> List(HttpContext http, [FromQuery(Name = "resource")] string[]? resources, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after, ids) = (query.Limit(limit), query.Cursor(cursor) ?? 0, query.Ids("resource", resources));
        if (query.Problem is { } problem) return problem;
        var (found, last, hasMore) = (new List<SeriesSummaryResponse>(), after, true);
        while (hasMore && found.Count < count && last - after < MaxRead)
        {
            (var page, hasMore) = await grains.ListSeriesAsync(last);
            var wanted = page.Index().Where(one => (ids.Count == 0 || ids.Contains(one.Item.Resource)) && http.Caller()?.MaySee(one.Item.Customer) != false).ToList();
            var next = last + page.Length;
            if (wanted.Count > count - found.Count)
                (wanted, next, hasMore) = (wanted[..(count - found.Count)], last + wanted[count - found.Count].Index, true);
            var begin = last;
            found.AddRange((await Task.WhenAll(wanted.Select(one => ReadAsync(one.Item.Id, begin + one.Index + 1)))).OfType<SeriesSummaryResponse>());
            last = next;
        }
        return new ApiResult<SeriesSummaryResponse[]>(200, [.. found], SeriesJson.Default.SeriesSummaryResponseArray) { Next = hasMore ? Cursor.Link(http.Request, last) : null };
    }

    // One that was refused, or is deleted, is still in the list; one that was made after a refusal is there twice.
    private async Task<SeriesSummaryResponse?> ReadAsync(Guid id, long ordinal)
    {
        if (await grains.GetSeries(id).Describe() is not { } series || series.Ordinal != ordinal)
            return null;
        // Whether somebody has moved them meanwhile, the resource knows.
        var needs = series.Unmoved is { IsEmpty: false } ? (await grains.GetSeries(id).Read()).NeedsAttention.Length : 0;
        return SeriesSummaryResponse.Of(series, needs);
    }
}

/// <summary>A series without its occurrences.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000ee", "resource_id": "0198a7b0-0000-7000-8000-0000000000aa", "resource_type": "Car",
    "time_zone": "Europe/Copenhagen", "from_local": "2026-12-01T09:00:00", "duration": "PT2H", "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=1",
    "allocation_type": "training", "description": null, "reference": null, "created": "2026-11-20T09:00:00Z", "needs_attention": 0}
    """)]
public sealed record SeriesSummaryResponse
{
    public required Guid Id { get; init; }

    public required Guid ResourceId { get; init; }

    public required string ResourceType { get; init; }

    public required string TimeZone { get; init; }

    public required string FromLocal { get; init; }

    public required string Duration { get; init; }

    public required string Rrule { get; init; }

    public required string AllocationType { get; init; }

    public required string? Description { get; init; }

    public required string? Reference { get; init; }

    /// <summary>The customer whose series it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Owner { get; init; }

    public required Instant Created { get; init; }

    /// <summary>How many occurrences newer time zone data could not move.</summary>
    public required int NeedsAttention { get; init; }

    /// <param name="series">The series.</param>
    /// <param name="needs">Occurrences that need attention.</param>
    public static SeriesSummaryResponse Of(AllocationSeries series, int needs)
    {
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
            AllocationType = details.Type,
            Description = details.Description,
            Reference = details.Reference,
            Owner = series.Customer,
            Created = series.Created,
            NeedsAttention = needs,
        };
    }
}
