using Inventory.Gateway.Hosting;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Tests.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Inventory.Tests.Gateway.Security;

/// <summary>The endpoints as they are registered, those too that no document names.</summary>
public sealed class EndpointPolicyTests
{
    [Fact]
    public async Task Every_endpoint_has_a_policy_or_says_that_it_is_for_anybody()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var options = new InventoryOptions { Types = [new() { Name = "Car", Path = "cars", Kind = "continuous" }] };
        builder.AddGateway(ResourceTypes.From(options.Types, TypeRules.None), new LimitsOptions(), new MemoryStore(), options);
        await using var app = builder.Build();
        app.MapGateway();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 40);
        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || Access.Policies.ContainsKey(endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? ""),
            $"{endpoint.DisplayName} is open to everybody without saying so: add RequireAuthorization, or AllowAnonymous and why."));
    }
}
