using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>Nodes of the last release beside those of today. The variable INVENTORY_RELEASE names the release's <c>inventory.dll</c>; <c>.ci/wire</c> builds it.</summary>
public sealed class RollingUpgradeTests(PostgresFixture postgres)
{
    // Each silo has some of them, so that each node calls the other.
    private const int Cars = 24;

    [Fact]
    public async Task Nodes_of_the_last_release_and_of_today_serve_together_until_the_first_are_gone()
    {
        var release = Environment.GetEnvironmentVariable("INVENTORY_RELEASE");
        Assert.SkipWhen(release is null, "INVENTORY_RELEASE names no release.");
        var empty = await ProcessCluster.WithoutNodesAsync(postgres);
        empty.Library = release;
        await using var cluster = await ProcessCluster.StartAsync(empty, silos: 2, gateways: 1);
        var cars = await Task.WhenAll(Enumerable.Range(0, Cars).Select(_ => cluster.PatientClients[0].Create()));
        await WorkAsync(cluster, cars, day: 1);

        cluster.Library = null;
        cluster.AddSilo();
        cluster.AddSilo();
        cluster.AddGateway();
        await Task.WhenAll(cluster.Silos[2..].Append(cluster.Gateways[1]).Select(ProcessCluster.UntilServingAsync));
        await cluster.UntilReadyAsync(1);
        await WorkAsync(cluster, cars, day: 2);
        cars = [.. cars, .. await Task.WhenAll(Enumerable.Range(0, Cars).Select(n => cluster.PatientClients[n % 2].Create()))];
        await WorkAsync(cluster, cars, day: 3);

        await Task.WhenAll(cluster.Silos[..2].Select(ProcessCluster.StopAsync));
        await WorkAsync(cluster, cars, day: 4);
        foreach (var client in cluster.PatientClients)
            foreach (var (n, car) in cars.Index())
                Assert.Equal(n < Cars ? 4 : 2, (await client.Get($"{car}/allocations")).Expect(200).Items.Count);
    }

    /// <summary>What one gateway changes the other sees, and refuses what it has to.</summary>
    private static async Task WorkAsync(ProcessCluster cluster, string[] cars, int day)
    {
        foreach (var (n, car) in cars.Index())
        {
            var (one, other) = (cluster.PatientClients[n % cluster.PatientClients.Count], cluster.PatientClients[^1]);
            var held = (await one.Post($"{car}/allocations", Time(day, 10, holdSeconds: 600))).Expect(201);
            (await other.Post($"{car}/allocations", Time(day, 11, holdSeconds: null))).ExpectProblem(409, "overlap");
            (await other.Post($"{held.Location}/confirm", "")).Expect(200);
            (await one.Patch(held.Location!, new { description = "moved" })).Expect(200);
            var time = new { resource = car["/api/".Length..], from_datetime = $"2031-03-0{day}T20:00:00Z", to_datetime = $"2031-03-0{day}T21:00:00Z" };
            var booking = (await other.Post("/api/bookings", new { items = new[] { time } })).Expect(201);
            (await one.Delete(booking.Location!)).Expect(200);
        }
    }

    private static object Time(int day, int hour, int? holdSeconds) =>
        new { from_datetime = $"2031-03-0{day}T{hour}:00:00Z", to_datetime = $"2031-03-0{day}T12:00:00Z", allocation_type = "booking", hold_seconds = holdSeconds };
}
