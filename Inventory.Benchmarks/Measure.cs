using System.Diagnostics;
using System.Globalization;

namespace Inventory.Benchmarks;

/// <summary>Timing and printing. A figure means something beside the others of its table, on the same machine in the same run, and nothing on its own.</summary>
internal static class Measure
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static void Title(string title, params string[] columns)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Row(columns);
    }

    public static void Row(params string[] cells) => Console.WriteLine(string.Concat(cells.Select((c, i) => i == 0 ? $"  {c,-34}" : $"{c,14}")));

    public static string Figure(this double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    public static string Figure(this int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <returns>Nanoseconds a call.</returns>
    public static double Nanoseconds(Action work)
    {
        Count(work, Warmup);
        var (calls, elapsed) = Count(work, Duration);
        return elapsed.TotalNanoseconds / calls;
    }

    /// <summary>Runs <paramref name="workers"/> loops of <paramref name="work"/> at once.</summary>
    /// <returns>Calls a second, and microseconds of this process' processor time a call.</returns>
    public static async Task<(double PerSecond, double CpuMicroseconds)> Rate(int workers, Func<int, Task> work)
    {
        await CountAsync(workers, work, Warmup * 2);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var (calls, elapsed) = await CountAsync(workers, work, Duration * 3);
        process.Refresh();
        return (calls / elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalMicroseconds / calls);
    }

    private static (long Calls, TimeSpan Elapsed) Count(Action work, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        for (long calls = 1; ; calls++)
        {
            work();
            if (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed >= duration)
                return (calls, elapsed);
        }
    }

    private static async Task<(long Calls, TimeSpan Elapsed)> CountAsync(int workers, Func<int, Task> work, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            long calls = 0;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await work(worker);
                calls++;
            }
            return calls;
        })));
        return (counts.Sum(), Stopwatch.GetElapsedTime(start));
    }
}
