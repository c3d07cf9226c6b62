using Inventory.Gateway.Allocations;
using Inventory.Gateway.Api;
using Inventory.Gateway.Availability;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Events;
using Inventory.Gateway.OpenApi;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Gateway.Shop;
using Inventory.Gateway.Users;
using Inventory.Gateway.Webhooks;
using Inventory.Grains.Configuration;
using Inventory.Grains.Hosting;
using Inventory.Grains.Resources;
using Inventory.Grains.States;
using Inventory.Grains.Users;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Inventory.Storage.States;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Inventory.Gateway.Hosting;

/// <summary>The gateway: what it is made of, what a request passes through, and where it ends.</summary>
public static class GatewayHost
{
    public static void AddGateway(this WebApplicationBuilder builder, ResourceTypes types, LimitsOptions limits, IStore store, InventoryOptions options)
    {
        builder.Services.AddSingleton(types);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<IEventReader>(store);
        if (store is IStateStore states)
            builder.Services.AddGrainStates(states);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddWebhooks(limits);
        builder.Services.AddSingleton<ResourceReader>();
        builder.Services.AddSingleton<AllocationListCache>();
        builder.Services.AddSingleton<EventFeed>();
        builder.Services.AddSingleton<SubscriberLimit>();
        builder.Services.AddSingleton<PointInTimeReader>();
        HealthApi.AddTo(builder.Services);
        builder.AddSecurity(options);
        builder.Services.AddInventoryOpenApi(
            ApiJson.Default, AllocationJson.Default, AvailabilityJson.Default, BillingJson.Default, BookingJson.Default, EventJson.Default,
            ResourceJson.Default, ShopJson.Default, UserJson.Default, WebhookJson.Default, HealthJson.Default);
        builder.WebHost.ConfigureKestrel(Limit);
        // A request goes on where its bytes arrived, and its answer leaves from there, without changing threads: no handler blocks.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(Startup.DefaultUrl);
        builder.AddGrains(options);
        // These begin by calls of grains, which have to be there.
        builder.AddBookings(options);
        builder.Services.AddHostedService<AdminBootstrap>();
    }

    public static void UseGateway(this WebApplication app)
    {
        var shortWay = app.Services.GetRequiredService<AuthorizationFastPath>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        if (app.Services.GetRequiredService<InventoryOptions>().CorsOrigins.Count > 0)
            app.UseCors();
        app.UseGrains();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs => docs.Use(HeadRequests.AskAsGet).UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Inventory";
            ui.SwaggerEndpoint("/openapi/v1.json", "Inventory");
        }));
        app.Use(next => http => shortWay.Allows(http) ? http.GetEndpoint()!.RequestDelegate!(http) : next(http));
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void MapGateway(this WebApplication app)
    {
        var types = app.Services.GetRequiredService<ResourceTypes>();
        var root = app.MapGroup("").MapHead();
        var api = root.MapGroup("/api");
        new TypeApi(types).Map(api);
        foreach (var type in types.All)
        {
            var collection = api.MapGroup(type.Path).WithTags(type.Path);
            Of<ResourceApi>(type).Map(collection);
            Of<HistoryApi>(type).Map(collection);
            if (!type.IsAllocatable)
            {
                // Not even another method is allowed, as it would be on the path of a resource.
                collection.Map("/allocations", () => ProblemResult.NotFound("path")).ExcludeFromDescription().AllowAnonymous();
                continue;
            }
            Of<AllocationApi>(type).Map(collection);
            Of<FreeTimeApi>(type).Map(collection);
            Of<AvailabilityApi>(type).Map(collection);
        }
        ActivatorUtilities.CreateInstance<EventApi>(app.Services).Map(api);
        app.MapBookings(api);
        ActivatorUtilities.CreateInstance<WebhookApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<BeerApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<OrderApi>(app.Services).Map(api);
        app.Services.GetRequiredService<UserApi>().Map(api);
        app.Services.GetRequiredService<UserAdminApi>().Map(api);
        app.Services.GetRequiredService<ApiKeyApi>().Map(api);
        app.Services.GetRequiredService<PersonalDataApi>().Map(api);
        app.Services.GetRequiredService<HealthApi>().Map(root);
        // What the service can do is for everybody, as these pages are.
        root.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        // The pages come from the middleware; what is no page, and what is no GET, comes here.
        root.MapGet("/docs/{**page}", () => ProblemResult.NotFound("page")).ExcludeFromDescription().AllowAnonymous();
        HtmlPages.Map(root, types);

        T Of<T>(ResourceType type) => ActivatorUtilities.CreateInstance<T>(app.Services, type);
    }

    private static void AddWebhooks(this WebApplicationBuilder builder, LimitsOptions limits)
    {
        var webhooks = WebhookOptions.From(builder.Configuration);
        builder.Services.AddSingleton(new PaymentSecrets(webhooks.ToPaymentSecrets()));
        builder.Services.AddInventoryGrains(limits, webhooks.ToEndpoints());
        builder.Services.AddWebhookSender(webhooks);
    }

    private static void AddSecurity(this WebApplicationBuilder builder, InventoryOptions options)
    {
        builder.Services.AddSingleton(options);
        var mode = AuthModes.Of(options.Auth, builder.Configuration);
        // Where all grains are in this process, what ends a caller's rights is known here; elsewhere the grains are asked for each request.
        if (!options.IsCluster)
            builder.Services.AddSingleton<Revocations>();
        builder.Services.AddAccess(mode);
        AdminBootstrap.Check(options.Auth.Admin);
        builder.Services.AddUsers(options.Auth);
        builder.Services.AddRateLimits(options.RateLimits, mode);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders("ETag", "Link", "Location", "Retry-After", "WWW-Authenticate")));
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
