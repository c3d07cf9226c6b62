using System.Security.Cryptography;
using System.Text;
using Inventory.Domain.Series;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Series;
using Microsoft.AspNetCore.Mvc;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Series;

/// <summary>Recurring allocations of the resources of one type.</summary>
public sealed class NewSeriesApi(ResourceType type, IGrainFactory grains, DirectAllocation direct, IDateTimeZoneProvider zones)
{
    public void Map(RouteGroupBuilder collection) => collection.MapPost("/{id:guid}/series", Create).RequireAuthorization(Access.Book).Named("createSeries").IsVersioned()
        .Accepts<SeriesRequest>("application/json")
        .Creates<SeriesResponse>("The new series with its occurrences.")
        .Problems(ProblemTypes.NotFound, ProblemTypes.SeriesConflict, ProblemTypes.Quota, ProblemTypes.BookingLimit, ProblemTypes.IdempotencyKeyReused, ProblemTypes.BookingsOnly);

    [EndpointSummary("Allocates a resource again and again, by a rule.")]
    [EndpointDescription("All occurrences are allocated in one commit, or none: the refusal names every occurrence that cannot be had. With `\"on_conflict\": \"skip\"` those are left out. Each occurrence counts towards the quotas of the customer. Customers book types that have a tariff instead.")]
    private async Task<IResult> Create(Guid id, HttpContext http, CancellationToken cancellation)
    {
        if (direct.Refuse(http, type) is { } refusal) return refusal;
        var (body, key, malformed) = await JsonBody.ReadAsync(http, SeriesJson.Default.SeriesRequest, cancellation);
        if (body is null) return malformed!;
        var (series, occurrences, invalid) = body.Read(type, zones, id, SeriesIds.Of(id, key, http.Caller()?.Customer), key, http.Caller());
        if (series is null) return invalid!;
        var (customer, refused) = await NamedCustomer.FindAsync(http, grains, body.Customer);
        if (refused is not null) return refused;
        var result = await grains.GetSeries(series.Id).Create(new()
        {
            Series = series with { Customer = customer ?? http.Caller()?.Customer }, RequestedBy = http.Caller(), IsPreview = DryRun.IsAsked(http), Limits = direct.LimitsOf(http),
            Found = new(occurrences, zones.VersionId),
        });
        return result.Status == SeriesResultStatus.Done
            ? new ApiResult<SeriesResponse>(201, SeriesResponse.Of(result, http.IsCustomer()), SeriesJson.Default.SeriesResponse) { Version = result.Series!.Version, Location = $"/api/series/{result.Series.Id}" }
            : SeriesAnswers.Refuse(result, http, direct);
    }
}

/// <summary>Series by their ids.</summary>
public sealed class SeriesApi(ResourceTypes types, IGrainFactory grains, DirectAllocation direct)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var series = api.MapGroup("/series/{id:guid}").WithTags("Series").RequireAuthorization(Access.Book);
        series.MapGet("/", Read).Named("readSeries").IsVersioned().Returns<SeriesResponse>(200, "The series.").Returns(304, "Not modified: the client has the current version.").Problems(ProblemTypes.NotFound);
        series.MapPatch("/", Update).Named("updateSeries").IsVersioned()
            .Accepts<SeriesPatch>("application/json", "application/merge-patch+json")
            .Returns<SeriesResponse>(200, "The changed series.").Problems(ProblemTypes.NotFound, ProblemTypes.SeriesConflict, ProblemTypes.Quota, ProblemTypes.BookingLimit, ProblemTypes.PreconditionFailed, ProblemTypes.BookingsOnly);
        series.MapDelete("/", Delete).Named("deleteSeries").IsVersioned()
            .Returns(204, "The occurrences are released.").Problems(ProblemTypes.NotFound, ProblemTypes.PreconditionFailed, ProblemTypes.Invalid, ProblemTypes.BookingsOnly);
        series.MapPost("/occurrences/{recurrence_id}", Take).Named("takeOccurrence").IsVersioned()
            .Creates<AllocationResponse>("The allocation of the occurrence.").Problems([ProblemTypes.NotFound, .. ProblemTypes.OfRules, ProblemTypes.BookingLimit, ProblemTypes.BookingsOnly]);
    }

    [EndpointSummary("Reads a series with its occurrences.")]
    [EndpointDescription("Occurrences that were moved by themselves have their own times. A customer sees only its own series.")]
    private async Task<IResult> Read(Guid id, HttpContext http) => Answer(await grains.GetSeries(id).Read(http.Caller()), http);

    [EndpointSummary("Changes a series, or its occurrences from one on.")]
    [EndpointDescription("All or nothing. Without `from`, the occurrences that have not begun. Without `rrule`, what is left of the rule counts from the new `from_local` on; what was skipped or released stays away.")]
    private async Task<IResult> Update(Guid id, HttpContext http, string? from, CancellationToken cancellation)
    {
        if (RefuseFrom(ref from) is { } unreadable) return unreadable;
        var (body, _, malformed) = await JsonBody.ReadAsync(http, SeriesJson.Default.SeriesPatch, cancellation);
        if (body is null) return malformed!;
        var (request, invalid) = body.Read(from, EntityTag.IfMatch(http.Request), http.Caller());
        if (request is null) return invalid!;
        return await RefuseAsync(id, http) ?? Answer(await grains.GetSeries(id).Update(request with { IsPreview = DryRun.IsAsked(http), Limits = direct.LimitsOf(http) }), http);
    }

    [EndpointSummary("Releases a series, or its occurrences from one on.")]
    [EndpointDescription("Without `from`, all occurrences that have not ended. A second time it is not found.")]
    private async Task<IResult> Delete(Guid id, HttpContext http, string? from)
    {
        if (RefuseFrom(ref from) is { } unreadable) return unreadable;
        if (await RefuseAsync(id, http) is { } refusal) return refusal;
        var result = await grains.GetSeries(id).Delete(from, EntityTag.IfMatch(http.Request), http.Caller(), DryRun.IsAsked(http));
        return result.Status == SeriesResultStatus.Done ? Results.NoContent() : SeriesAnswers.Refuse(result, http, direct);
    }

    [EndpointSummary("Allocates an occurrence again that was skipped or released.")]
    [EndpointDescription("By its `recurrence_id`, the local time at which the rule begins it.")]
    private async Task<IResult> Take(Guid id, [FromRoute(Name = "recurrence_id")] string recurrenceId, HttpContext http)
    {
        var from = recurrenceId;
        if (RefuseFrom(ref from!) is not null) return ProblemResult.NotFound("occurrence");
        if (await RefuseAsync(id, http) is { } refusal) return refusal;
        var result = await grains.GetSeries(id).Take(from!, http.Caller(), DryRun.IsAsked(http), direct.LimitsOf(http));
        return result switch
        {
            { Status: SeriesResultStatus.Done, Series: { } series } => AllocationApi.Created(types.All.First(type => type.Name == series.ResourceType), series.ResourceId, result.Occurrences[0]),
            { Status: SeriesResultStatus.Refused, Series: { } series } => RuleProblem.Of(result.Conflicts[0].Judgement, series.ResourceId, series.ResourceType, http.IsCustomer()),
            _ => SeriesAnswers.Refuse(result, http, direct),
        };
    }

    private static ProblemResult? RefuseFrom(ref string? from)
    {
        if (from is null)
            return null;
        if (SeriesRule.ParseLocal(from) is not { } local)
            return ProblemResult.Invalid(ValidationError.Parameter("from", "from has to be the recurrence_id of an occurrence, such as 2026-12-01T09:00:00."));
        from = SeriesRule.TextOf(local);
        return null;
    }

    // As with single allocations: a type with a tariff is booked.
    private async Task<IResult?> RefuseAsync(Guid id, HttpContext http)
    {
        if (!http.IsCustomer())
            return null;
        return await grains.GetSeries(id).Describe(http.Caller()) is { } series ? direct.Refuse(http, types.All.First(type => type.Name == series.ResourceType)) : ProblemResult.NotFound("series");
    }

    private IResult Answer(SeriesResult result, HttpContext http) => result.Status == SeriesResultStatus.Done
        ? new ApiResult<SeriesResponse>(200, SeriesResponse.Of(result, http.IsCustomer()), SeriesJson.Default.SeriesResponse) { Version = result.Series!.Version }
        : SeriesAnswers.Refuse(result, http, direct);
}

internal static class SeriesAnswers
{
    public static IResult Refuse(SeriesResult result, HttpContext http, DirectAllocation direct) => result.Status switch
    {
        SeriesResultStatus.NoSuchSeries => ProblemResult.NotFound("series"),
        SeriesResultStatus.NoSuchResource => ProblemResult.NotFound("resource"),
        SeriesResultStatus.NoSuchOccurrence => ProblemResult.NotFound("occurrence"),
        SeriesResultStatus.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
        SeriesResultStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        SeriesResultStatus.RuleTooLong => ProblemResult.Invalid(ValidationError.Member("rrule", SeriesFaults.TooLong)),
        SeriesResultStatus.Refused => new ProblemResult(ProblemTypes.SeriesConflict, $"{result.Conflicts.Length} of the occurrences cannot be had. Nothing was changed.")
        {
            Occurrences = [.. result.Conflicts.Select(conflict => OccurrenceConflictResponse.Of(conflict, result.Series!.ResourceId, result.Series.ResourceType, http.IsCustomer()))],
        },
        SeriesResultStatus.OverLimit => direct.Refusal(result.Limit!),
        SeriesResultStatus.Done => throw new System.Diagnostics.UnreachableException(),
    };
}

internal static class SeriesIds
{
    /// <summary>The same for the same request, so that its repetition finds the series.</summary>
    public static Guid Of(Guid resource, IdempotencyKey? key, Guid? customer) => key is null ? Guid.CreateVersion7()
        : new(SHA256.HashData(Encoding.UTF8.GetBytes($"series\n{resource}\n{customer}\n{key.Key}")).AsSpan(0, 16));
}
