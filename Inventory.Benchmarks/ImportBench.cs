using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Inventory.Benchmarks;

/// <summary>
/// 100,000 allocations of 1,000 cars as one CSV file, to a gateway in a process of its own. INVENTORY_OTHER_GATEWAY names the gateway of another build, to compare it with: both run in turn.
/// </summary>
internal static class ImportBench
{
    private const int Rows = 100_000;
    private const int Cars = 1_000;
    private const int Rounds = 3;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync()
    {
        Measure.Title($"An import of {Rows.Figure()} allocations of {Cars.Figure()} cars", "gateway, rows", "upload s", "whole s", "processor s");
        var other = Environment.GetEnvironmentVariable("INVENTORY_OTHER_GATEWAY");
        for (var round = 0; round < Rounds; round++)
            foreach (var isSorted in new[] { true, false })
            {
                if (other is not null)
                    await RowAsync("other", other, isSorted);
                await RowAsync("this", typeof(Gateway.Hosting.GatewayHost).Assembly.Location, isSorted);
                await KilledRowAsync(isSorted);
            }
    }

    private static async Task RowAsync(string name, string gatewayPath, bool isSorted)
    {
        using var directory = new BenchDirectory();
        await using var gateway = await GatewayProcess.StartAsync(gatewayPath, directory.Path, []);
        using var client = ClientOf(gateway);
        await MakeCarsAsync(client);
        var csv = CsvOf(isSorted);
        var (begin, before) = (TimeProvider.System.GetTimestamp(), gateway.ProcessorTime);
        var import = await PostAsync(client, "allocations", csv);
        var upload = TimeProvider.System.GetElapsedTime(begin);
        await EndAsync(client, import);
        Measure.Row($"{name}, {OrderOf(isSorted)}", upload.TotalSeconds.Figure(1), TimeProvider.System.GetElapsedTime(begin).TotalSeconds.Figure(1), (gateway.ProcessorTime - before).TotalSeconds.Figure(1));
    }

    // Killed at a third of the rows and at two thirds. Its starts are part of the time.
    private static async Task KilledRowAsync(bool isSorted)
    {
        using var directory = new BenchDirectory();
        var gateway = await GatewayProcess.StartAsync(directory.Path);
        try
        {
            var client = ClientOf(gateway);
            await MakeCarsAsync(client);
            var csv = CsvOf(isSorted);
            var begin = TimeProvider.System.GetTimestamp();
            var import = await PostAsync(client, "allocations", csv);
            var upload = TimeProvider.System.GetElapsedTime(begin);
            foreach (var share in new[] { Rows / 3, Rows * 2 / 3 })
            {
                await UntilAsync(client, import, now => now.GetProperty("applied").GetInt64() >= share);
                client.Dispose();
                await gateway.DisposeAsync();
                gateway = await GatewayProcess.StartAsync(directory.Path);
                client = ClientOf(gateway);
            }
            await EndAsync(client, import);
            Measure.Row($"killed twice, {OrderOf(isSorted)}", upload.TotalSeconds.Figure(1), TimeProvider.System.GetElapsedTime(begin).TotalSeconds.Figure(1), "");
            await CountAsync(client);
            client.Dispose();
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }

    private static HttpClient ClientOf(GatewayProcess gateway) => new() { BaseAddress = gateway.Address, Timeout = TimeSpan.FromMinutes(10) };

    private static async Task MakeCarsAsync(HttpClient client) =>
        await EndAsync(client, await PostAsync(client, "resources", $"name\r\n{string.Concat(Enumerable.Range(0, Cars).Select(n => $"Car {n}\r\n"))}"));

    private static string OrderOf(bool isSorted) => isSorted ? "sorted by car" : "cars alternate";

    private static string CsvOf(bool isSorted)
    {
        var csv = new StringBuilder("resource,from_datetime,to_datetime,allocation_type,description,reference\r\n");
        var start = new DateTime(2033, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var n = 0; n < Rows; n++)
        {
            var (car, hour) = isSorted ? (n / (Rows / Cars), n % (Rows / Cars)) : (n % Cars, n / Cars);
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Car {car},{start.AddHours(hour):s}Z,{start.AddHours(hour + 1):s}Z,booking,Row {n},R{n}\r\n");
        }
        return csv.ToString();
    }

    private static async Task<string> PostAsync(HttpClient client, string of, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using var response = await client.PostAsync($"/api/imports?type=cars&of={of}&mode=apply", content);
        return response.EnsureSuccessStatusCode().Headers.Location!.ToString();
    }

    private static async Task EndAsync(HttpClient client, string import)
    {
        var now = await UntilAsync(client, import, now => now.GetProperty("status").GetString() == "done");
        if (now.GetProperty("applied").GetInt64() != now.GetProperty("rows").GetInt64())
            throw new InvalidOperationException($"Not all rows took effect: {now}");
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, string import, Predicate<JsonElement> isReached)
    {
        var now = await client.GetFromJsonAsync<JsonElement>(import);
        while (!isReached(now))
        {
            await Task.Delay(Poll, TimeProvider.System);
            now = await client.GetFromJsonAsync<JsonElement>(import);
        }
        return now;
    }

    // Each row once: the service has as many allocations as the file has rows.
    private static async Task CountAsync(HttpClient client)
    {
        var csv = await client.GetStringAsync("/api/cars/allocations.csv");
        if (csv.AsSpan().TrimEnd().Count('\n') is var count && count != Rows)
            throw new InvalidOperationException($"{count} allocations stand.");
    }
}
