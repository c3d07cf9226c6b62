using System.Runtime.CompilerServices;
using Inventory.Domain.Allocations;

namespace Inventory.Tests.Domain.Allocations;

[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;

/// <summary>What an allocation costs in memory besides its own texts. Runs alone: it measures the whole process.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class CalendarMemoryTests
{
    private const int Count = 40_000;
    private const int MostBytes = 200;

    // The allocation itself has 88: less is no measurement.
    private const int LeastBytes = 100;

    // The hosts that ran in this process leave buffers in pools, which give them back little by little. Nothing runs beside these tests to leave more.
    private static readonly Lazy<long> Settled = new(Settle);

    public static TheoryData<string> Orders => ["forwards", "backwards", "at random", "a block and then backwards", "every 40 backwards"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_calendar_made_one_by_one_takes_200_bytes_an_allocation_at_most(string order) =>
        CheckBytes(() => InOrder(order).Aggregate(Calendar.Empty, (calendar, number) => calendar.Add(One(number))));

    [Fact]
    public void A_calendar_made_in_bulk_takes_200_bytes_an_allocation_at_most() =>
        CheckBytes(() => Calendar.Of([.. InOrder("at random").Select(One)]));

    [Fact]
    public void A_calendar_that_was_larger_takes_200_bytes_an_allocation_at_most() => CheckBytes(() =>
    {
        var calendar = Calendar.Of([.. Enumerable.Range(0, 4 * Count).Select(One)]);
        return Enumerable.Range(0, 4 * Count).Where(number => number % 4 != 0).Aggregate(calendar, (rest, number) => rest.Remove(Sample.Id(number)));
    });

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
