using System.Runtime.CompilerServices;

namespace Inventory.Tests.Gateway.Hosting;

public sealed class EndedHostTests
{
    [Fact]
    public async Task A_host_that_has_ended_leaves_nothing_in_memory()
    {
        var services = await StartAndEndAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Task.FromResult(!services.IsAlive);
            },
            () => "Something holds the services of a host that has ended.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartAndEndAsync()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        (await gateway.Client.Get("/api/cars")).Expect(200);
        return new(gateway.Services);
    }
}
