using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

/// <summary>What a client sees that talks to two gateways in turn.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class TwoGatewaysTests(SharedCluster shared)
{
    private GatewayClient First => shared.Cluster.PatientClients[0];

    private GatewayClient Second => shared.Cluster.PatientClients[1];

    [Fact]
    public async Task What_one_gateway_changes_the_other_tells_at_once()
    {
        var car = await First.Create();
        for (var day = 1; day <= 9; day++)
        {
            // The second has rendered the list before, and the first too.
            Assert.Equal(day - 1, (await Second.Get($"{car}/allocations")).Expect(200).Items.Count);
            Assert.Equal(day - 1, (await First.Get($"{car}/allocations")).Expect(200).Items.Count);
            (await First.Allocate(car, $"2030-12-0{day}T10:00:00Z", $"2030-12-0{day}T12:00:00Z")).Expect(201);
            Assert.Equal(day, (await Second.Get($"{car}/allocations")).Expect(200).Items.Count);
        }
        Assert.Equal(10, (await Second.Get($"{car}/history")).Expect(200).Items.Count);
        (await Second.Allocate(car, "2030-12-01T11:00:00Z", "2030-12-01T13:00:00Z")).ExpectProblem(409, "overlap");
    }

    [Fact]
    public async Task A_key_that_one_gateway_has_seen_the_other_knows()
    {
        var car = await First.Create();
        var body = new { from_datetime = "2030-12-01T10:00:00Z", to_datetime = "2030-12-01T12:00:00Z", allocation_type = "booking" };
        var first = (await First.Post($"{car}/allocations", body, ("Idempotency-Key", "k"))).Expect(201);
        var again = (await Second.Post($"{car}/allocations", body, ("Idempotency-Key", "k"))).Expect(201);
        Assert.Equal(first.Text, again.Text);
        Assert.Single((await Second.Get($"{car}/allocations")).Items);
    }
}
