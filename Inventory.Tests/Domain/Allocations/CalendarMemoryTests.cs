using System.Diagnostics;
using System.Runtime.CompilerServices;
using Inventory.Domain.Allocations;

namespace Inventory.Tests.Domain.Allocations;

/// <summary>What an allocation costs in memory besides its own texts. In a process of its own: this one holds what other tests have left behind.</summary>
public sealed class CalendarMemoryTests
{
    private const string Variable = "INVENTORY_MEASURES_MEMORY";

    private const int Count = 40_000;
    private const int MostBytes = 200;

    // The allocation itself has 88: less is no measurement.
    private const int LeastBytes = 100;

    // What the start of the process leaves behind is freed little by little.
    private static readonly Lazy<long> Settled = new(Settle);

    private static readonly string[] Orders = ["forwards", "backwards", "at random", "a block and then backwards", "every 40 backwards"];

    [Fact]
    public async Task A_calendar_takes_200_bytes_an_allocation_at_most_whatever_made_it()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            Measure();
            return;
        }
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-class", typeof(CalendarMemoryTests).FullName!, "--no-ansi", "--progress", "off"])
        {
            Environment = { [Variable] = "1" },
            RedirectStandardOutput = true,
        };
        using var measuring = Process.Start(start)!;
        var output = await measuring.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await measuring.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(measuring.ExitCode == 0, output);
        Assert.Contains("succeeded: 1", output, StringComparison.Ordinal);
    }

    private static void Measure()
    {
        foreach (var order in Orders)
            CheckBytes(() => InOrder(order).Aggregate(Calendar.Empty, (calendar, number) => calendar.Add(One(number))));
        CheckBytes(() => Calendar.Of([.. InOrder("at random").Select(One)]));
        // One that was larger.
        CheckBytes(() => Enumerable.Range(0, 4 * Count).Where(number => number % 4 != 0)
            .Aggregate(Calendar.Of([.. Enumerable.Range(0, 4 * Count).Select(One)]), (rest, number) => rest.Remove(Sample.Id(number))));
    }

    // The first that is right, of twelve: what earlier tests left behind may be freed at any time, and makes a calendar look larger.
    private static void CheckBytes(Func<Calendar> make)
    {
        _ = Settled.Value;
        Assert.Contains(Enumerable.Range(0, 12).Select(_ => BytesOf(make)), bytes => bytes is >= LeastBytes and <= MostBytes);
    }

    private static long Settle()
    {
        var (before, after) = (long.MaxValue, Collect());
        for (var round = 0; round < 20 && before - after > Count; round++)
            (before, after) = (after, Collect());
        return after;
    }

    private static long Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private static double BytesOf(Func<Calendar> make)
    {
        var holder = new Calendar?[1];
        Fill(holder, make);
        var with = Collect();
        Assert.Equal(Count, holder[0]!.Count);
        holder[0] = null;
        return (with - Collect()) / (double)Count;
    }

    // Not inlined, so that the calendar is on no stack when it is let go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(Calendar?[] holder, Func<Calendar> make) => holder[0] = make();

    private static int[] InOrder(string order)
    {
        var numbers = Enumerable.Range(0, Count).ToArray();
        if (order == "backwards")
            Array.Reverse(numbers);
        else if (order == "at random")
            new Random(Seed.Next()).Shuffle(numbers);
        else if (order == "a block and then backwards")
            Array.Reverse(numbers, 32, Count - 32);
        else if (order == "every 40 backwards")
            for (var i = 0; i < Count; i += 40)
                Array.Reverse(numbers, i, Math.Min(40, Count - i));
        return numbers;
    }

    // The texts are shared, as those of a literal are.
    private static Allocation One(int number) => Sample.Allocation(number, 10 * number, (10 * number) + 5);
}
