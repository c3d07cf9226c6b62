namespace Inventory.Benchmarks;

/// <summary>
/// What one caller that sends expensive requests over 20 connections costs the others: the p99 of a client that reads free times and allocates at a steady pace, alone and
/// beside each kind of them, and the most memory that the gateway had meanwhile. INVENTORY_BENCH_BEFORE is the Inventory.Gateway.dll of another build, which is measured first.
/// </summary>
internal static class NeighbourBench
{
    private const int Connections = 20;
    private const double Percentile = 0.99;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable("INVENTORY_BENCH_BEFORE") is { Length: > 0 } before)
            await RunAsync("before", before);
        await RunAsync("this build", typeof(Gateway.Hosting.GatewayHost).Assembly.Location);
    }

    private static async Task RunAsync(string build, string path)
    {
        using var directory = new BenchDirectory();
        NeighbourData data;
        await using (var gateway = await GatewayProcess.StartAsync(path, directory.Path, [.. NeighbourData.Settings, "--Inventory:RateLimits:RequestsPerSecond", "0"]))
            data = await NeighbourData.MakeAsync(gateway.Address);
        Measure.Title($"{build}: a good client beside {Connections} connections of another caller", "request of the other", "p99 alone, ms", "p99 beside, ms", "answers/s", "most MiB");
        foreach (var (name, request) in data.Expensive)
        {
            // Each has a gateway of its own, so that none finds the memory or the snapshots of another.
            await using var gateway = await GatewayProcess.StartAsync(path, directory.Path, NeighbourData.Settings);
            await PacedClient.RunAsync(gateway.Address, data, Warmup);
            var alone = await PacedClient.RunAsync(gateway.Address, data, Duration);
            using var end = new CancellationTokenSource();
            var answers = 0L;
            var others = Enumerable.Range(0, Connections).Select(_ => SendAsync(gateway.Address, request, () => Interlocked.Increment(ref answers), end.Token)).ToList();
            var memory = PeakAsync(gateway, end.Token);
            await PacedClient.RunAsync(gateway.Address, data, Warmup);
            answers = 0;
            var beside = await PacedClient.RunAsync(gateway.Address, data, Duration);
            var perSecond = Interlocked.Read(ref answers) / Duration.TotalSeconds;
            await end.CancelAsync();
            await Task.WhenAll(others);
            Measure.Row(name, Of(alone).Figure(1), Of(beside).Figure(1), perSecond.Figure(), (await memory / 1024d / 1024d).Figure());
        }
    }

    private static double Of(List<TimeSpan> times) => times.Order().ElementAt((int)(times.Count * Percentile)).TotalMilliseconds;

    private static async Task SendAsync(Uri address, Func<HttpRequestMessage> request, Action answered, CancellationToken end)
    {
        using var client = NeighbourData.ClientAt("127.0.0.2", address);
        try
        {
            while (true)
            {
                using var message = request();
                using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, end);
                await response.Content.CopyToAsync(Stream.Null, end);
                answered();
            }
        }
        catch (OperationCanceledException)
        {
            // It has done enough.
        }
    }

    private static async Task<long> PeakAsync(GatewayProcess gateway, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var most = 0L;
        while (!end.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            most = Math.Max(most, gateway.ResidentBytes);
        return most;
    }
}
