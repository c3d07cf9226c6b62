using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Events;

public sealed class RefusalApi(ResourceType type, IGrainFactory grains)
{
    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/{id:guid}/refusals", Read).RequireAuthorization(Access.ReadEvents).Named("listRefusals")
            .Returns<RefusalResponse[]>(200, "The latest refusals, newest first.").Problems(ProblemTypes.NotFound);

    [EndpointSummary("Lists the times that a resource has refused, because they were taken or against its rules.")]
    [EndpointDescription("Who wanted which time and when, and what had it then, also when that is gone. The latest 50; the same refusal again and again is one, with its first and last time. After the end of its process, those of the last five seconds may be missing.")]
    private async Task<IResult> Read(Guid id) => await grains.GetResource(id).ListRefusals(type.Name) is { } refusals
        ? new ApiResult<RefusalResponse[]>(200, [.. refusals.Reverse().Select(RefusalResponse.Of)], EventJson.Default.RefusalResponseArray)
        : ProblemResult.NotFound("resource");
}
