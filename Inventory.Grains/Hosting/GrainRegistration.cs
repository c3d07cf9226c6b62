using Inventory.Grains.Configuration;
using Inventory.Grains.Resources;
using Inventory.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Hosting;

/// <summary>What the grains need besides the store and the clock, wherever they live.</summary>
public static class GrainRegistration
{
    /// <param name="services">Of the host, which has an <see cref="IWebhookSender"/> too if there are endpoints.</param>
    /// <param name="limits">What the grains allow.</param>
    /// <param name="endpoints">Who is told of what happens; by default nobody.</param>
    public static IServiceCollection AddInventoryGrains(this IServiceCollection services, LimitsOptions limits, WebhookEndpoints? endpoints = null) => services
        .AddSingleton(Options.Create(limits))
        .AddSingleton(endpoints ?? WebhookEndpoints.None)
        .AddSingleton<LocalResourceCache>();
}
