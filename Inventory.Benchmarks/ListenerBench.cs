using System.Text;
using System.Text.Json;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>
/// Durable allocations a second over HTTP while nobody listens to the change feed, and while many do, who read all that they are sent. They are on the same machine
/// and take their share of the processors, as does the load generator: what the writers lose is the upper bound of what listening costs.
/// </summary>
internal static class ListenerBench
{
    private const int Connections = 32;
    private const int Resources = 1_000;

    public static async Task RunAsync()
    {
        using var directory = new BenchDirectory();
        await using var gateway = await GatewayProcess.StartAsync(directory.Path);
        using var client = new HttpClient { BaseAddress = gateway.Address };
        Measure.Title($"HTTP, grains on {GrainHost.Runtime}, {Connections} connections that allocate", "listeners", "none: alloc/s", "alloc/s", "of none", "events/s", "none: CPU µs", "CPU µs");
        var cars = new List<string>();
        for (var i = 0; i < Resources; i++)
            cars.Add(await MakeAsync(client, i));
        var next = 0L;

        await RateAsync();
        foreach (var listeners in (int[])[10, 100, 1_000, 1_000, 1_000])
        {
            // What nobody hears is measured before and after: the machine does other things, too, and not always as many.
            var before = await RateAsync();
            var heard = 0L;
            using var end = new CancellationTokenSource();
            var streams = await Task.WhenAll(Enumerable.Range(0, listeners).Select(_ => ListenAsync(gateway.Address, () => Interlocked.Increment(ref heard), end.Token)));
            heard = 0;
            var during = await RateAsync();
            var heardOfEach = (double)Interlocked.Read(ref heard) / during.Count;
            await end.CancelAsync();
            await Task.WhenAll(streams);
            var after = await RateAsync();
            var none = (before.PerSecond + after.PerSecond) / 2;
            Measure.Row(listeners.Figure(), none.Figure(), during.PerSecond.Figure(), (during.PerSecond / none).Figure(2), (heardOfEach * during.PerSecond).Figure(),
                ((before.Micros + after.Micros) / 2).Figure(1), during.Micros.Figure(1));
        }

        async Task<(double PerSecond, long Count, double Micros)> RateAsync()
        {
            var (first, cpu) = (next, gateway.ProcessorTime);
            var (perSecond, _) = await Measure.Rate(Connections, _ => AllocateAsync(client, cars, Interlocked.Increment(ref next)));
            return (perSecond, next - first, (gateway.ProcessorTime - cpu).TotalMicroseconds / (next - first));
        }
    }

    /// <returns>When the gateway listens for it: the task that ends when it is cut off.</returns>
    private static async Task<Task> ListenAsync(Uri address, Action heard, CancellationToken end)
    {
        // A connection each, as listeners have.
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Add("Accept", "text/event-stream");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
        response.EnsureSuccessStatusCode();
        return Task.Run(() => ReadAsync(client, response, heard, end), CancellationToken.None);
    }

    private static async Task ReadAsync(HttpClient client, HttpResponseMessage response, Action heard, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        using (client)
        using (response)
        {
            var stream = await response.Content.ReadAsStreamAsync(CancellationToken.None);
            try
            {
                while (await stream.ReadAsync(buffer, end) is > 0 and var length)
                    for (var rest = buffer.AsSpan(0, length); rest.IndexOf("\ndata: "u8) is >= 0 and var at; rest = rest[(at + 1)..])
                        heard();
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // It is cut off.
            }
        }
    }

    private static async Task<string> MakeAsync(HttpClient client, int number)
    {
        using var content = Json(new { name = $"car {number}" });
        using var response = await client.PostAsync("/api/cars", content);
        response.EnsureSuccessStatusCode();
        return $"{response.Headers.Location}/allocations";
    }

    private static async Task AllocateAsync(HttpClient client, List<string> cars, long slot)
    {
        var interval = Samples.SlotAt(slot);
        using var content = Json(new { from_datetime = interval.From.ToDateTime(), to_datetime = interval.To.ToDateTime(), allocation_type = "booking", description = "bench" });
        using var response = await client.PostAsync(cars[(int)(slot % Resources)], content);
        response.EnsureSuccessStatusCode();
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
