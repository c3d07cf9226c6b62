using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Availability;

/// <summary>How much of a pool is taken, and when.</summary>
public sealed class LoadApi(ResourceType type, IGrainFactory grains)
{
    private const int MaxLoads = 10_000;

    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/{id:guid}/load", List).RequireAuthorization(Access.Public).Named("listLoad").IsCostly()
            .Returns<LoadResponse[]>(200, "The load of the window, ordered by start, without gaps.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);

    [EndpointSummary("Lists how many units of a pool are taken, and when that changes.")]
    [EndpointDescription("For types of the kind `pool`. A missing bound is infinite. A window with more than 10,000 changes is refused: ask for a shorter one.")]
    private async Task<IResult> List(Guid id, string? from, string? to)
    {
        var query = new Query();
        var window = query.Window(from, to);
        if (query.Problem is { } problem) return problem;
        var page = await grains.GetResource(id).ListLoad(type.Name, window, MaxLoads);
        if (page.Loads is not { } loads) return ProblemResult.NotFound("resource");
        return page.HasMore ? ProblemResult.Invalid(ValidationError.Parameter("to", $"The window has more than {MaxLoads} changes: ask for a shorter one."))
            : new ApiResult<LoadResponse[]>(200, [.. loads.Select(LoadResponse.Of)], AvailabilityJson.Default.LoadResponseArray);
    }
}

/// <summary>The units of a pool from <c>from</c> (inclusive) to <c>to</c> (exclusive): of firm allocations, of holds and requests, and free ones.</summary>
[Example("""{"from": "2026-12-01T10:00:00Z", "to": "2026-12-01T12:00:00Z", "firm": 3, "held": 1, "free": 36}""")]
public sealed record LoadResponse([property: NullIfInfinite] Instant From, [property: NullIfInfinite] Instant To, long Firm, long Held, long Free)
{
    public static LoadResponse Of(PoolLoad load) => new(load.Time.From, load.Time.To, load.Firm, load.Held, load.Free);
}
