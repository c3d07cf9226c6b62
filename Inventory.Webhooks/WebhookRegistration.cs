using Inventory.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Webhooks;

/// <summary>Registers how webhooks leave a process that has grains.</summary>
public static class WebhookRegistration
{
    public static IServiceCollection AddWebhookSender(this IServiceCollection services, WebhookOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IWebhookSender, HttpWebhookSender>();
}
