using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Approvals;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Approvals;

/// <summary>What waits for an approval, of all types.</summary>
public sealed class ApprovalListApi(ResourceTypes types, IGrainFactory grains, ResourceReader reader, TimeProvider clock)
{
    // An entry is older than its allocation.
    private static readonly TimeSpan MadeWithin = TimeSpan.FromMinutes(1);

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/approvals", List).WithTags("Allocations").RequireAuthorization(Access.Manage).Named("listApprovals")
        .Returns<AllocationResponse[]>(200, "The requested allocations, oldest first.").Problems(ProblemTypes.Invalid);

    [EndpointSummary("Lists the allocations that wait for an approval.")]
    [EndpointDescription("Of all types, oldest first, in pages. For operators.")]
    private async Task<IResult> List(HttpContext http, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.IdCursor(cursor));
        if (query.Problem is { } problem) return problem;
        var waiting = (await Task.WhenAll(types.Allocatable.Select(ReadAsync))).SelectMany(found => found)
            .Where(found => after is not var (moment, id) || found.Created > moment || (found.Created == moment && found.Id.CompareTo(id) > 0)).OrderBy(found => found.Created).ThenBy(found => found.Id).Take(count + 1).ToList();
        var page = waiting.Take(count).ToArray();
        return new ApiResult<AllocationResponse[]>(200, page, ApiJson.Default.AllocationResponseArray)
        {
            Next = waiting.Count > count ? Cursor.Link(http.Request, page[^1].Created.Microseconds, page[^1].Id) : null,
        };
    }

    // The list may name what is decided meanwhile: the resource knows.
    private async Task<IReadOnlyList<AllocationResponse>> ReadAsync(ResourceType type)
    {
        var list = grains.GetApprovals(type.Name);
        var entries = await list.List();
        if (entries.IsEmpty)
            return [];
        var found = await Task.WhenAll(entries.Select(async entry => (Entry: entry, Result: await reader.FindAllocation(entry.Resource, type.Name, entry.Allocation))));
        var decided = found.Where(one => one.Result.Allocation?.IsRequested != true && clock.Now().IsAfter(one.Entry.At, MadeWithin)).Select(one => one.Entry).ToArray();
        if (decided.Length > 0)
            await list.Remove([.. decided]);
        return [.. found.Where(one => one.Result.Allocation?.IsRequested == true).Select(one => AllocationResponse.Of(one.Result.Allocation!, one.Entry.Resource, type.Name))];
    }
}
