using System.Net.Http.Json;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>
/// Allocations of two hours on resources without rules, and on resources with all that a resource can have, in turn. Over HTTP to a gateway in a process of its own.
/// </summary>
internal static class RulesBench
{
    private const int Connections = 32;
    private const int Resources = 500;
    private const int Rounds = 5;
    private const int PerDay = 4;

    // In Copenhagen it is nine or ten then. Three hours lie between the begins of a day.
    private static readonly DateTime FirstDay = new(2030, 1, 2, 8, 0, 0, DateTimeKind.Utc);

    private static readonly object All = new
    {
        hours = new
        {
            time_zone = "Europe/Copenhagen",
            weekly = new[] { "mo", "tu", "we", "th", "fr", "sa", "su" }.ToDictionary(day => day, _ => new[] { "08:00-24:00" }),
            exceptions = Enumerable.Range(1, 9).Select(month => new { from = $"2029-0{month}-01", to = $"2029-0{month}-02", open = Array.Empty<string>() }),
        },
        turnaround = new { @default = "PT30M", between = new Dictionary<string, string> { ["wide>narrow"] = "PT3M", ["narrow>wide"] = "PT5M" }, exempt = new[] { "maintenance" } },
        notice = "PT2H",
        ahead = "P40Y",
        shortest = "PT30M",
        longest = "P30D",
        check_in = new { opens = "PT15M", closes = "PT10M", on_miss = "release" },
    };

    public static async Task RunAsync()
    {
        using var directory = new BenchDirectory();
        await using var gateway = await GatewayProcess.StartAsync(directory.Path);
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var kinds = new[] { new Kind("no rules", await MakeAsync(client, null)), new Kind("all rules", await MakeAsync(client, All)) };
        Measure.Title($"POST allocation, {Resources} resources, {Connections} connections, grains on {GrainHost.Runtime}", "on a resource with", "per second", "processor µs");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                var (before, first) = (gateway.ProcessorTime, kind.Next);
                var (perSecond, _) = await Measure.Rate(Connections, _ => kind.AllocateAsync(client));
                kind.Rates.Add((perSecond, (gateway.ProcessorTime - before).TotalMicroseconds / (kind.Next - first)));
            }
        }
        foreach (var kind in kinds)
            Measure.Row(kind.Name, kind.PerSecond.Figure(), kind.Processor.Figure());
        Measure.Row("all beside none", (kinds[1].PerSecond / kinds[0].PerSecond).Figure(2), (kinds[1].Processor / kinds[0].Processor).Figure(2));
    }

    private static async Task<string[]> MakeAsync(HttpClient client, object? policy)
    {
        var cars = new string[Resources];
        for (var i = 0; i < cars.Length; i++)
        {
            using var made = await client.PostAsJsonAsync("/api/cars", new { name = $"{Guid.CreateVersion7()}" });
            cars[i] = made.EnsureSuccessStatusCode().Headers.Location!.ToString();
            if (policy is not null)
                (await client.PutAsJsonAsync($"{cars[i]}/policy", policy)).EnsureSuccessStatusCode().Dispose();
        }
        return cars;
    }

    private sealed class Kind(string name, string[] cars)
    {
        private long _next;

        public string Name => name;

        public long Next => Interlocked.Read(ref _next);

        public List<(double PerSecond, double Processor)> Rates { get; } = [];

        public double PerSecond => Rates.Select(rate => rate.PerSecond).Order().ElementAt(Rounds / 2);

        public double Processor => Rates.Select(rate => rate.Processor).Order().ElementAt(Rounds / 2);

        public async Task AllocateAsync(HttpClient client)
        {
            var (slot, car) = Math.DivRem(Interlocked.Increment(ref _next), cars.Length);
            var from = FirstDay.AddDays(slot / PerDay).AddHours(slot % PerDay * 3);
            using var made = await client.PostAsJsonAsync($"{cars[car]}/allocations", new { from_datetime = from, to_datetime = from.AddHours(2), allocation_type = "wide" });
            made.EnsureSuccessStatusCode();
        }
    }
}
