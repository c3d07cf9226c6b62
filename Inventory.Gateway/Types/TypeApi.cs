using Inventory.Gateway.Authentication;
using Inventory.Gateway.Documentation;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Types;

/// <summary>The resource types.</summary>
public sealed class TypeApi(ResourceTypes types)
{
    public void Map(IEndpointRouteBuilder api) =>
        // What can be booked is for everybody.
        api.MapGet("/types", List).RequireAuthorization(Access.Public).WithTags("Types").Answers<ResourceTypeResponse[]>(200, "The types, in the order of the configuration.");

    /// <summary>Lists the resource types.</summary>
    private JsonResult<ResourceTypeResponse[]> List() =>
        new(200, [.. types.All.Select(ResourceTypeResponse.Of)], GatewayJson.Default.ResourceTypeResponseArray);
}
