using System.Collections.Concurrent;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.Gateway.Hosting;

public sealed class RecoveryTests
{
    [Fact]
    public async Task What_cannot_be_resumed_holds_up_neither_the_rest_nor_the_service()
    {
        var calls = new FaultyResumption();
        await using var gateway = await InProcessGateway.StartAsync(services => services.AddSingleton<IOutgoingGrainCallFilter>(calls));
        await Eventually.HoldsAsync(() => Task.FromResult(calls.Seen.ContainsKey(typeof(IWebhookOutboxGrain))), () => "Webhooks are not resumed.", TimeSpan.FromSeconds(30));
        Assert.Contains(typeof(IPendingBookingsGrain), calls.Seen.Keys);
        Assert.Contains(typeof(IInvoiceNumberGrain), calls.Seen.Keys);
        (await gateway.Client.Get("/health/ready")).Expect(200);
    }

    private sealed class FaultyResumption : IOutgoingGrainCallFilter
    {
        public ConcurrentDictionary<Type, bool> Seen { get; } = [];

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName != nameof(IPendingBookingsGrain.Resume))
                return context.Invoke();
            Seen[context.InterfaceMethod.DeclaringType!] = true;
            throw new InvalidOperationException("Nobody foresaw this.");
        }
    }
}
