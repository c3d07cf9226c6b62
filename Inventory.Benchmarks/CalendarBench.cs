using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Benchmarks;

/// <summary>One operation on calendars of 10 to 1,000,000 allocations.</summary>
internal static class CalendarBench
{
    private static readonly int[] Sizes = [10, 1_000, 100_000, 1_000_000];

    public static Task RunAsync()
    {
        Measure.Title("calendar, ns an operation", ["allocations", .. Sizes.Select(n => n.Figure())]);
        // Every other slot is free, so that there is room to add, and a gap to find.
        var calendars = Sizes.Select(n => Calendar.Of([.. Enumerable.Range(0, n).Select(i => Samples.Allocation(2L * i))])).ToArray();
        Row("add", (calendar, n, random) => calendar.Add(Samples.Allocation(2L * random.Next(n) + 1)));
        Row("find by id", (calendar, n, random) => calendar.Find(Guid.Empty));
        Row("is it free?", (calendar, n, random) => calendar.Overlapping(Samples.SlotAt(random.Next(2 * n)), limit: 1));
        Row("window of 10", (calendar, n, random) => calendar.Overlapping(new Interval(Samples.SlotAt(random.Next(n)).From, Instant.PlusInfinity), limit: 10));
        Row("first gap long enough, there is none", (calendar, n, random) => calendar.Gaps(new Interval(Samples.SlotAt(0).From, Samples.SlotAt(2L * n).From), TimeSpan.FromHours(1)));
        // Ten units are taken at each moment, of as many as there may be.
        calendars = [.. Sizes.Select(n => Calendar.Of([.. Enumerable.Range(0, n).Select(InPool)], units: 1_000_000))];
        Row("pool: how many are free?", (calendar, n, random) => calendar.HighestLoad(new(Samples.SlotAt(random.Next(n)).From, Samples.SlotAt(random.Next(n) + n).From)));
        Row("pool: add", (calendar, n, random) => calendar.Add(InPool(random.Next(n)) with { Id = Guid.NewGuid(), Units = 3 }));
        return Task.CompletedTask;

        static Allocation InPool(int number) => Samples.Allocation(number) with { Interval = new(Samples.SlotAt(number).From, Samples.SlotAt(number + 10L).From), Units = 1 };

        void Row(string name, Action<Calendar, int, Random> operation)
        {
            var random = new Random(1);
            var cells = Sizes.Select((n, i) => Measure.Nanoseconds(() => operation(calendars[i], n, random)));
            Measure.Row([name, .. cells.Select(ns => ns.Figure())]);
        }
    }
}
