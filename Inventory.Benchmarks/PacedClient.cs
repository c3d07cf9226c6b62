using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace Inventory.Benchmarks;

/// <summary>
/// Two hundred requests a second, whatever happens: a request that is late counts from when it was due. On threads of its own, so that it measures the gateway
/// and not the queue of this process. Requests without an answer 20 seconds after the last was due count with what they waited until then.
/// </summary>
internal static class PacedClient
{
    private const int Threads = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // The time is what is waited for.
    private static readonly ManualResetEventSlim Never = new();

    private static long _slot;

    public static Task<List<TimeSpan>> RunAsync(Uri address, NeighbourData data, TimeSpan duration) => Task.Factory.StartNew(
        () =>
        {
            var times = new ConcurrentBag<TimeSpan>();
            var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => Run(address, data, duration, Pace * number / Threads, times.Add))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            return times.ToList();
        },
        TaskCreationOptions.LongRunning);

    private static void Run(Uri address, NeighbourData data, TimeSpan duration, TimeSpan offset, Action<TimeSpan> measured)
    {
        using var client = NeighbourData.ClientAt("127.0.0.1", address);
        using var end = new CancellationTokenSource(duration + Patience);
        var start = Stopwatch.GetTimestamp();
        for (var due = offset; due < duration; due += Pace)
        {
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                Never.Wait(wait);
            using var request = due.Ticks / Pace.Ticks % 2 == 0 ? new(HttpMethod.Get, data.Free) : Allocation(data);
            try
            {
                using var response = client.Send(request, end.Token);
                response.EnsureSuccessStatusCode();
            }
            catch (OperationCanceledException)
            {
                // It was not answered in time, and those after it will not be.
            }
            measured(Stopwatch.GetElapsedTime(start) - due);
        }
    }

    private static HttpRequestMessage Allocation(NeighbourData data) => new(HttpMethod.Post, data.Quiet)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", data.Admin) },
        Content = NeighbourData.Time(Samples.SlotAt(Interlocked.Increment(ref _slot))),
    };
}
