using System.Diagnostics;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Approvals;
using Inventory.Gateway.Attendance;
using Inventory.Gateway.Availability;
using Inventory.Gateway.Batches;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Events;
using Inventory.Gateway.Exports;
using Inventory.Gateway.Feeds;
using Inventory.Gateway.Imports;
using Inventory.Gateway.OpenApi;
using Inventory.Gateway.Policies;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Gateway.Series;
using Inventory.Gateway.Shop;
using Inventory.Gateway.Timelines;
using Inventory.Gateway.Users;
using Inventory.Gateway.Waiting;
using Inventory.Gateway.Webhooks;
using Inventory.Grains.Configuration;
using Inventory.Grains.Hosting;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;
using Inventory.Grains.States;
using Inventory.Grains.Users;
using Inventory.Grains.Webhooks;
using Inventory.Silo.Telemetry;
using Inventory.Storage.Archive;
using Inventory.Storage.States;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orleans.Dashboard;

namespace Inventory.Gateway.Hosting;

public static class GatewayHost
{
    public static void AddGateway(this WebApplicationBuilder builder, ResourceTypes types, LimitsOptions limits, IStore store, InventoryOptions options)
    {
        builder.Services.AddSingleton(types);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(options.Archive is { Length: > 0 } archive ? new ArchivedEvents(store, EventArchive.At(archive)) : (IEventReader)store);
        if (store is IStateStore states)
            builder.Services.AddGrainStates(states);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddWebhooks(limits, types.Rules);
        builder.Services.AddSingleton<ResourceReader>();
        builder.Services.AddSingleton<AllocationListCache>();
        builder.Services.AddSingleton<TimelineRows>();
        builder.Services.AddSingleton<FeedMetrics>();
        builder.Services.AddSingleton<EventFeed>();
        builder.Services.AddFeeds();
        builder.Services.AddSingleton<SubscriberLimit>();
        builder.Services.AddSingleton<PointInTimeReader>();
        HealthApi.AddTo(builder.Services);
        builder.AddSecurity(options);
        builder.Services.AddInventoryOpenApi(
            ApiJson.Default, AllocationJson.Default, ApprovalJson.Default, AvailabilityJson.Default, BatchJson.Default, BillingJson.Default, BookingJson.Default, EventJson.Default, ImportJson.Default,
            PolicyJson.Default, QuotaJson.Default, ResourceJson.Default, SeriesJson.Default, ShopJson.Default, TimelineJson.Default, UserJson.Default, WaitingJson.Default, WebhookJson.Default, HealthJson.Default);
        builder.Services.AddSingleton<BatchApi>();
        builder.Services.AddRequestDecompression();
        builder.Services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<UuidConstraint>("guid"));
        builder.WebHost.ConfigureKestrel(Limit);
        builder.WebHost.UseKestrelHttpsConfiguration();
        // No handler blocks, so a request runs on the thread that received it, without a switch.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(Startup.DefaultUrl);
        if (options.Metrics)
            builder.AddPrometheus("inventory-gateway");
        builder.AddTracing("inventory-gateway");
        builder.AddJsonLogs();
        builder.AddGrains(options);
        // These call grains when they start, so they start after them.
        builder.AddBookings(options);
        builder.Services.AddSingleton<AdminBootstrap>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<AdminBootstrap>());
    }

    public static void UseGateway(this WebApplication app)
    {
        var fastPath = app.Services.GetRequiredService<AuthorizationFastPath>();
        RejectedRequests.Explain(app.Services.GetRequiredService<DiagnosticListener>());
        var options = app.Services.GetRequiredService<InventoryOptions>();
        if (options.Metrics)
            app.UseMiddleware<RequestMetrics>();
        if (Tracing.IsWanted(app.Configuration))
            app.UseMiddleware<RequestSpans>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        IReadOnlyCollection<string> origins = options.CorsOrigins;
        if (app.Services.GetRequiredService<AuthMode>() == AuthMode.Open)
            app.UseMiddleware<OpenModeGuard>(origins);
        // After the guard, which refuses what came through a proxy.
        app.UseTrustedProxies(options.Proxies);
        if (origins.Count > 0)
            app.UseCors();
        app.UseWhen(RequestGuard.IsNeeded, unusual => unusual.UseRequestDecompression().UseMiddleware<RequestGuard>());
        app.UseGrains();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs => docs.Use(HeadRequests.TreatAsGet).UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Inventory";
            ui.SwaggerEndpoint("/openapi/v1.json", "Inventory");
        }));
        app.Use(next => http => fastPath.Allows(http) ? http.GetEndpoint()!.RequestDelegate!(http) : next(http));
        app.UseAuthentication();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseAuthorization();
    }

    public static void MapGateway(this WebApplication app)
    {
        var types = app.Services.GetRequiredService<ResourceTypes>();
        var root = app.MapGroup("").MapHead().MayFail();
        var api = root.MapGroup("/api");
        new TypeApi(types).Map(api);
        foreach (var type in types.All)
        {
            var collection = api.MapGroup(type.Path).ExcludeFromDescription();
            app.MapType(type, collection);
            ActivatorUtilities.CreateInstance<ExportApi>(app.Services, type).Map(api.MapGroup("").ExcludeFromDescription(), type.Path);
            // 404 for every method: an asset has no allocations.
            if (!type.IsAllocatable)
                collection.Map("/allocations", () => ProblemResult.NotFound("path")).AllowAnonymous();
        }
        // The document has each operation once for all types, however they are configured. No request is routed here.
        object[] described = [new SuppressMatchingMetadata(), new ProblemMetadata([ProblemTypes.Damaged])];
        app.MapType(ResourceType.Described, api.MapGroup("/{type}").WithMetadata(described));
        ActivatorUtilities.CreateInstance<ExportApi>(app.Services, ResourceType.Described).Map(api.MapGroup("").WithMetadata(described), "{type}");
        ActivatorUtilities.CreateInstance<EventApi>(app.Services).Map(api);
        app.MapBookings(api);
        ActivatorUtilities.CreateInstance<ApprovalListApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<SeriesListApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<SeriesApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<ImportApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<WebhookApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<BeerApi>(app.Services).Map(api);
        ActivatorUtilities.CreateInstance<OrderApi>(app.Services).Map(api);
        app.MapUsers(api);
        app.Services.GetRequiredService<HealthApi>().Map(root);
        ActivatorUtilities.CreateInstance<SiloApi>(app.Services).Map(api);
        app.Services.GetRequiredService<BatchApi>().Map(api);
        app.MapOperations(root);
        root.MapDocument();
        // The middleware serves the pages. Unknown pages and other methods end here.
        root.MapGet("/docs/{**page}", () => ProblemResult.NotFound("page")).ExcludeFromDescription().AllowAnonymous();
        HtmlPages.Map(root, types);
        app.Services.GetRequiredService<BatchApi>().Use(app);
    }

    private static void MapOperations(this WebApplication app, RouteGroupBuilder root)
    {
        var options = app.Services.GetRequiredService<InventoryOptions>();
        if (options.Metrics)
            root.MapPrometheus().RequireAuthorization(Access.Observe);
        if (!options.Dashboard)
            return;
        // States have hashes of passwords and of tokens.
        root.Map("/orleans/GrainState", () => ProblemResult.NotFound("page")).ExcludeFromDescription().AllowAnonymous().WithOrder(-1);
        app.MapOrleansDashboard("/orleans").ExcludeFromDescription().RequireAuthorization(Access.Administer);
    }

    private static void MapUsers(this WebApplication app, RouteGroupBuilder api)
    {
        app.Services.GetRequiredService<UserApi>().Map(api);
        app.Services.GetRequiredService<UserAdminApi>().Map(api);
        app.Services.GetRequiredService<ApiKeyApi>().Map(api);
        app.Services.GetRequiredService<CalendarTokenApi>().Map(api);
        app.Services.GetRequiredService<PersonalDataApi>().Map(api);
        ActivatorUtilities.CreateInstance<OwnFeedApi>(app.Services).Map(api);
    }

    private static void MapType(this WebApplication app, ResourceType type, RouteGroupBuilder collection)
    {
        Of<ResourceApi>().Map(collection.MapGroup("").WithTags("Resources"));
        Of<HistoryApi>().Map(collection.MapGroup("").WithTags("Events"));
        if (!type.IsAllocatable)
            return;
        Of<PolicyApi>().Map(collection.MapGroup("").WithTags("Policies"));
        Of<AllocationApi>().Map(collection.MapGroup("").WithTags("Allocations"));
        Of<LateAllocationApi>().Map(collection.MapGroup("").WithTags("Allocations"));
        Of<NewSeriesApi>().Map(collection.MapGroup("").WithTags("Series"));
        Of<ApprovalApi>().Map(collection.MapGroup("").WithTags("Allocations"));
        Of<AttendanceApi>().Map(collection.MapGroup("").WithTags("Allocations"));
        Of<WaitingApi>().Map(collection.MapGroup("").WithTags("Waiting"));
        Of<TypeWaitingApi>().Map(collection.MapGroup("").WithTags("Waiting"));
        Of<FreeTimeApi>().Map(collection.MapGroup("").WithTags("Availability"));
        if (type.IsPool || type == ResourceType.Described)
            Of<LoadApi>().Map(collection.MapGroup("").WithTags("Availability"));
        Of<RefusalApi>().Map(collection.MapGroup("").WithTags("Events"));
        Of<ChangeApi>().Map(collection.MapGroup("").WithTags("Events"));
        Of<TimelineApi>().Map(collection.MapGroup("").WithTags("Allocations"));
        Of<ExportApi>().MapAllocations(collection.MapGroup("").WithTags("Allocations"));
        Of<FeedApi>().Map(collection.MapGroup("").WithTags("Feeds"));
        Of<AvailabilityApi>().Map(collection.MapGroup("").WithTags("Availability"));

        T Of<T>() => ActivatorUtilities.CreateInstance<T>(app.Services, type);
    }

    private static void AddWebhooks(this WebApplicationBuilder builder, LimitsOptions limits, TypeRules rules)
    {
        var webhooks = WebhookOptions.From(builder.Configuration);
        builder.Services.AddSingleton(new PaymentSecrets(webhooks.ToPaymentSecrets()));
        builder.Services.AddInventoryGrains(limits, webhooks.ToEndpoints(), rules, QuotaRules.From(builder.Configuration));
        builder.Services.AddWebhookSender(webhooks);
    }

    private static void AddSecurity(this WebApplicationBuilder builder, InventoryOptions options)
    {
        builder.Services.AddSingleton(options);
        var mode = AuthModes.Of(options.Auth, builder.Configuration);
        // Only an embedded gateway sees every revocation. In a cluster each request asks the grains.
        if (!options.IsCluster)
            builder.Services.AddSingleton<Revocations>();
        builder.Services.AddAccess(mode);
        AdminBootstrap.Check(options.Auth.Admin);
        builder.Services.AddUsers(options.Auth);
        builder.Services.AddRateLimits(options.RateLimits, mode);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders("ETag", "Link", "Location", "Retry-After", "WWW-Authenticate")));
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // A body that is too large for an endpoint, but within this, is read so that the refusal arrives. Beyond it, the connection is closed.
        kestrel.Limits.MaxRequestBodySize = 16 * JsonBody.MaxBytes;
        // What is longer than the guard allows, but within this, is read so that the refusal says why.
        kestrel.Limits.MaxRequestLineSize = 8 * RequestGuard.MaxTargetLength;
        kestrel.Limits.MaxRequestHeadersTotalSize = 4 * RequestGuard.MaxHeadersLength;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MaxConcurrentConnections = 20_000;
    }
}
