using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

[Collection(SharedClusterTests.Name)]
public sealed class ClusterMetricsTests(SharedCluster shared)
{
    [Fact]
    public async Task Silos_count_decisions_and_gateways_count_requests()
    {
        var gateway = shared.Cluster.PatientClients[0];
        var car = await gateway.Create();
        (await gateway.Allocate(car, null, null)).Expect(201);
        await Eventually.HoldsAsync(
            async () => (await Task.WhenAll(shared.Cluster.SiloProbes.Select(FiguresOf))).Any(text => HasAllocated(text) && text.Contains("inventory_commit_batch_size", StringComparison.Ordinal)),
            () => "No silo has counted the allocation.");
        var text = (await gateway.Get("/metrics")).ExpectStatus(200).Text;
        Assert.Contains("http_server_request_duration_seconds", text, StringComparison.Ordinal);
        Assert.DoesNotContain("inventory_decisions", text, StringComparison.Ordinal);
        var ofSilos = (await gateway.Get("/api/silos/metrics")).Expect(200).Items.ToList();
        Assert.Equal(shared.Cluster.SiloProbes.Count, ofSilos.Select(silo => silo.GetProperty("name").GetString()).Distinct().Count());
        Assert.Contains(ofSilos, silo => HasAllocated(silo.GetProperty("text").GetString()!));
        Assert.DoesNotContain("orleans_catalog_activations", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_lists_the_silos()
    {
        Answer? silos = null;
        await Eventually.HoldsAsync(
            async () => (silos = await shared.Cluster.Clients[0].Get("/api/silos")).Status == 200
                && silos.Items.Count(silo => silo.GetProperty("status").GetString() == "active") == shared.Cluster.SiloProbes.Count,
            () => silos!.Text);
    }

    private static bool HasAllocated(string text) => text.Split('\n').Any(line => line.StartsWith("inventory_decisions_total{", StringComparison.Ordinal) && line.Contains("operation=\"allocate\"", StringComparison.Ordinal));

    private static async Task<string> FiguresOf(Uri silo)
    {
        using var http = new HttpClient { BaseAddress = silo };
        return await http.GetStringAsync("/metrics");
    }
}
