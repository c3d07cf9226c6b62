using Inventory.Gateway.Allocations;
using Inventory.Gateway.Documentation;
using Inventory.Gateway.Events;
using Inventory.Gateway.FreeTimes;
using Inventory.Gateway.Health;
using Inventory.Gateway.Http;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Search;
using Inventory.Gateway.Types;
using Inventory.Store;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Inventory.Gateway.Hosting;

/// <summary>The gateway: what it is made of, what a request passes through, and where it ends.</summary>
public static class GatewayHost
{
    public static void AddGateway(this WebApplicationBuilder builder, ResourceTypes types, IStore store, InventoryOptions options)
    {
        builder.Services.AddSingleton(types);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<IEventReader>(store);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AllocationListCache>();
        builder.Services.AddSingleton<EventFeed>();
        builder.Services.AddSingleton<HealthApi>();
        builder.Services.AddInventoryOpenApi();
        builder.WebHost.ConfigureKestrel(Limit);
        // A request goes on where its bytes arrived, and its answer leaves from there, without changing threads: no handler blocks.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(Startup.DefaultUrl);
        builder.AddGrains(options);
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseGrains();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs => docs.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Inventory";
            ui.SwaggerEndpoint("/openapi/v1.json", "Inventory");
        }));
    }

    public static void MapGateway(this WebApplication app)
    {
        var types = app.Services.GetRequiredService<ResourceTypes>();
        var api = app.MapGroup("/api");
        new TypeApi(types).Map(api);
        foreach (var type in types.All)
        {
            var collection = api.MapGroup(type.Path).WithTags(type.Path);
            new ResourceApi(type, app.Services.GetRequiredService<IGrainFactory>()).Map(collection);
            new AllocationApi(type, app.Services.GetRequiredService<IGrainFactory>(), app.Services.GetRequiredService<AllocationListCache>()).Map(collection);
            new FreeTimeApi(type, app.Services.GetRequiredService<IGrainFactory>()).Map(collection);
            new SearchApi(type, app.Services.GetRequiredService<IGrainFactory>()).Map(collection);
            new HistoryApi(type, app.Services.GetRequiredService<IEventReader>()).Map(collection);
        }
        new EventApi(app.Services.GetRequiredService<EventFeed>(), app.Lifetime).Map(api);
        app.Services.GetRequiredService<HealthApi>().Map(app);
        app.MapOpenApi("/openapi/v1.json");
        // The pages come from the middleware; what is no page, and what is no GET, comes here.
        app.MapGet("/docs/{**page}", () => ProblemResult.NotFound("page")).ExcludeFromDescription();
        Page.Map(app, types);
    }

    /// <summary>A client that is slow, or sends too much, costs itself and not the others.</summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Beyond what a body may have, but within this, it is read to its end, so that the refusal arrives. Beyond this the connection is closed.
        kestrel.Limits.MaxRequestBodySize = 16 * JsonBody.MaxBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MaxConcurrentConnections = 20_000;
    }
}
