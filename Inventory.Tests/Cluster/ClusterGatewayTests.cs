using Inventory.Cli.Cluster;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>What a client sees of gateways that host no grains themselves.</summary>
public sealed class ClusterGatewayTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ProcessCluster _cluster = null!;

    private GatewayClient First => _cluster.Clients[0];

    private GatewayClient Patient => _cluster.PatientClients[0];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Before_there_is_a_silo_and_without_it_a_gateway_lives_and_is_not_ready()
    {
        _cluster = await ProcessCluster.WithoutNodesAsync(postgres);
        _cluster.AddGateway();
        await ProcessCluster.UntilServingAsync(_cluster.Gateways[0]);
        await IsNotReadyAsync(() => First.Post("/api/cars", new { name = "Car1" }));

        _cluster.AddSilo();
        await _cluster.UntilReadyAsync(gateway: 0);
        var car = await Patient.Create();
        await _cluster.Silos[0].KillAsync();
        await IsNotReadyAsync(() => First.Allocate(car, null, null));

        await _cluster.StartSiloAgainAsync(0);
        await _cluster.UntilReadyAsync(gateway: 0);
        (await First.Get(car)).Expect(200);

        async Task IsNotReadyAsync(Func<Task<Answer>> request)
        {
            (await request()).ExpectProblem(503, "unavailable");
            (await First.Get("/health/live")).Expect(200);
            (await First.Get("/health/ready")).ExpectProblem(503, "unavailable");
            (await First.Get("/api/types")).Expect(200);
        }
    }

    [Fact]
    public async Task Without_the_database_no_probe_says_ready_and_with_it_again_all_do()
    {
        _cluster = await ProcessCluster.StartAsync(await ProcessCluster.WithOwnServerAsync(), silos: 1, gateways: 1);
        using var silo = new HttpClient { BaseAddress = _cluster.SiloProbes[0] };
        Assert.Equal((200, 200), (await StatusAsync(silo, "/health/live"), await StatusAsync(silo, "/health/ready")));
        Assert.Equal(0, await _cluster.CheckSiloAsync(0));
        var car = await Patient.Create();
        (await AddBeerAsync("a", Patient)).Expect(201);

        _cluster.Postgres.Signal(UnixSignal.Kill);
        await _cluster.Postgres.Ended;
        (await First.Get("/health/ready")).ExpectProblem(503, "unavailable");
        Assert.Equal((200, 503), (await StatusAsync(silo, "/health/live"), await StatusAsync(silo, "/health/ready")));
        Assert.Equal(1, await _cluster.CheckSiloAsync(0));
        (await First.Allocate(car, "2030-12-01T10:00:00Z", null)).ExpectProblem(503, "unavailable");
        // The state of a grain: the write fails, and so does the read that has to say what became of it.
        (await AddBeerAsync("b", First)).ExpectProblem(503, "unavailable");
        (await First.Get("/api/beers")).ExpectProblem(503, "unavailable");

        await _cluster.Postgres.StartAgainAsync();
        await _cluster.UntilReadyAsync(gateway: 0);
        Assert.Equal(0, await _cluster.CheckSiloAsync(0));
        (await First.Get(car)).Expect(200);
        Assert.Single((await Patient.Get("/api/beers")).Items);
        (await AddBeerAsync("b", Patient)).Expect(201);

        static Task<Answer> AddBeerAsync(string sku, GatewayClient client) => client.Post("/api/beers", new { sku, name = sku, price = "1.00" });
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_told_in_a_sentence()
    {
        var nowhere = (await postgres.StartedAsync()).ConnectionString("nowhere");
        var (silo, gateway) = (Node.Silo(1, Ports.Free(3), nowhere), Node.Gateway(1, Ports.Free(1)[0], nowhere));
        (Node Node, string Sentence)[] refusals =
        [
            (silo, "database \"nowhere\" does not exist"),
            (gateway, "database \"nowhere\" does not exist"),
            (gateway with { Arguments = ["gateway", "--Inventory:Mode=Grid"] }, "can only be Embedded or Cluster"),
            (silo with { Arguments = ["silo"] }, "Inventory:Tls:Certificate is missing"),
            (silo with { Certificate = new("/nowhere.crt", "/nowhere.key") }, "the certificate /nowhere.crt, its key or its authority cannot be used"),
            (silo with { Postgres = null }, "set Inventory:Postgres"),
            (silo with { Arguments = [.. silo.Arguments, "--Inventory:Typos:X=1"] }, "unknown setting 'Typos'"),
            (gateway with { Arguments = [.. gateway.Arguments, "--Inventory:Typos:X=1"] }, "unknown setting 'Typos'"),
        ];
        await Task.WhenAll(refusals.Select(async refusal =>
        {
            await using var node = refusal.Node.Start();
            Assert.Equal(78, await node.Ended.WaitAsync(ProcessCluster.Patience));
            Assert.Contains(refusal.Sentence, node.Output, StringComparison.Ordinal);
        }));
    }

    private static async Task<int> StatusAsync(HttpClient silo, string probe)
    {
        using var answer = await silo.GetAsync(probe);
        return (int)answer.StatusCode;
    }
}
