using System.Diagnostics;

namespace Inventory.Tests.Cluster;

/// <summary>
/// Nodes die, freeze and are exchanged under load. INVENTORY_CLUSTER_FREEZE_SECONDS makes it longer, INVENTORY_CLUSTER_PACE_MILLISECONDS=1 makes it harder.
/// </summary>
[Collection(SharedClusterTests.Name)]
public sealed class SiloLossTests(SharedCluster shared, ITestOutputHelper output)
{
    private const int Cars = 12;

    /// <summary>Clients that see whether an answer is old. INVENTORY_CLUSTER_OWNERS=30 sees more.</summary>
    private static readonly int Owners = TestSettings.Read("INVENTORY_CLUSTER_OWNERS", 3);

    /// <summary>What the contract promises to a client that repeats its request.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo stays frozen when the others have voted it out.</summary>
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(TestSettings.Read("INVENTORY_CLUSTER_FREEZE_SECONDS", 0));

    private readonly ProcessCluster _cluster = shared.Cluster;
    private ClusterLoad _load = null!;
    private Random _random = null!;

    [Fact]
    public async Task Killed_silos_cost_nothing_that_was_acknowledged()
    {
        await StartAsync();
        for (var round = 0; round < TestSettings.Trials(1); round++)
        {
            var victim = _random.Next(_cluster.Silos.Count);
            await AssertServedAsync($"round {round}: kill -9 of silo {victim}", () => _cluster.Silos[victim].KillAsync());
            await _cluster.StartSiloAgainAsync(victim);
        }
        await EndAsync();
    }

    [Fact]
    public async Task A_frozen_silo_is_done_without_and_does_no_harm_when_it_is_thawed()
    {
        await StartAsync();
        for (var round = 0; round < TestSettings.Trials(1); round++)
        {
            var victim = _random.Next(_cluster.Silos.Count);
            await AssertServedAsync($"round {round}: SIGSTOP of silo {victim} for {Freeze.TotalSeconds} s", async () =>
            {
                var dead = await CountDeadAsync();
                _cluster.Silos[victim].Signal(UnixSignal.Stop);
                await Eventually.HoldsAsync(async () => await CountDeadAsync() > dead, () => "The frozen silo is not voted out.");
                await _load.RunForAsync(Freeze);
                _cluster.Silos[victim].Signal(UnixSignal.Continue);
            });
            // It learns that the others have voted it out, and ends itself.
            await _cluster.Silos[victim].Ended.WaitAsync(ProcessCluster.Patience);
            await _cluster.StartSiloAgainAsync(victim);
        }
        await EndAsync();
    }

    [Fact]
    public async Task Silos_are_exchanged_one_by_one_and_who_has_a_key_does_not_notice()
    {
        await StartAsync();
        for (var silo = 0; silo < _cluster.Silos.Count; silo++)
        {
            await AssertServedAsync($"silo {silo} stops", () => ProcessCluster.StopAsync(_cluster.Silos[silo]));
            await _cluster.StartSiloAgainAsync(silo);
        }
        await EndAsync();
        Assert.False(_load.Failures.ContainsKey("503 with a key"), "A silo that stops hands over, and the gateways repeat what has a key.");
    }

    [Fact]
    public async Task A_killed_database_is_waited_for_and_nobody_has_to_be_started_again()
    {
        await StartAsync();
        await AssertServedAsync("PostgreSQL is killed and started again", async () =>
        {
            _cluster.Postgres.Signal(UnixSignal.Kill);
            await _cluster.Postgres.Ended;
            await _cluster.Postgres.StartAgainAsync();
        });
        await EndAsync();
        Assert.All(_cluster.Silos.Concat(_cluster.Gateways), node => Assert.False(node.Ended.IsCompleted, node.Output));
    }

    private async Task StartAsync()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        var resources = new List<string>();
        for (var i = 0; i < Cars; i++)
            resources.Add(await _cluster.PatientClients[0].Create());
        _load = new ClusterLoad(_cluster.Clients, resources, seed);
        _load.Begin(Owners);
        await _load.UntilAcknowledgedAsync(200);
    }

    private async Task AssertServedAsync(string what, Func<Task> failure)
    {
        var before = _load.Acknowledged;
        _load.TakeLongest();
        var clock = Stopwatch.StartNew();
        await failure();
        await _load.UntilAcknowledgedAsync(300);
        // Those that were begun meanwhile, too.
        await _load.UntilAllAreAnsweredAsync();
        var longest = _load.TakeLongest();
        output.WriteLine($"{what}: {_load.Acknowledged - before} acknowledged in {clock.Elapsed.TotalSeconds:f1} s, the longest took {longest.TotalSeconds:f1} s");
        Assert.True(longest < Promised, $"{what}: a request took {longest}.");
    }

    private async Task<int> CountDeadAsync() =>
        (await PostgresQuery.ReadAsync(_cluster.Connection, $"SELECT address FROM cluster_member WHERE status = {(int)SiloStatus.Dead}")).Count;

    private async Task EndAsync()
    {
        await _load.EndAsync();
        await _load.CheckAsync();
        output.WriteLine($"{_load.Acknowledged} acknowledged; failures: {string.Join(", ", _load.Failures.Select(f => $"{f.Value} x {f.Key}"))}");
    }
}
