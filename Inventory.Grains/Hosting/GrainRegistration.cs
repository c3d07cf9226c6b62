using Inventory.Grains.Configuration;
using Inventory.Grains.Metrics;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;
using Inventory.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Hosting;

public static class GrainRegistration
{
    /// <summary>With endpoints, the host also needs an <see cref="IWebhookSender"/>.</summary>
    public static IServiceCollection AddInventoryGrains(this IServiceCollection services, LimitsOptions limits, WebhookEndpoints? endpoints = null, TypeRules? rules = null, QuotaRules? quotas = null) => services
        .AddSingleton(Options.Create(limits))
        .AddSingleton(endpoints ?? WebhookEndpoints.None)
        .AddSingleton(rules ?? TypeRules.None)
        .AddSingleton(quotas ?? QuotaRules.None)
        .AddSingleton(NodaTime.DateTimeZoneProviders.Tzdb)
        .AddSingleton<LocalResourceCache>()
        .AddSingleton<GrainMetrics>();
}
