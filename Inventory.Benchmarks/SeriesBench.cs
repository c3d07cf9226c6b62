using Inventory.Domain.Series;
using Inventory.Grains.Resources;
using Inventory.Grains.Series;
using NodaTime;

namespace Inventory.Benchmarks;

/// <summary>Series of a thousand occurrences: each change of one is one commit.</summary>
internal static class SeriesBench
{
    private const int Occurrences = SeriesRule.MaxOccurrences;
    private const int WarmUp = 100;
    private const int Rounds = 41;

    // A series comes now and then: the tables have followed the one before.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync()
    {
        await using var host = await BenchHost.StartAsync();
        var register = host.Grains.GetRegistry("Car");
        var cars = new Queue<Guid>(await Task.WhenAll(Enumerable.Range(0, WarmUp + Rounds).Select(async n => (await register.Create(new($"car {n}", default))).Resource!.Id)));
        Measure.Title($"a series of {Occurrences.Figure()} occurrences, 1 caller", "call", "ms (median)", "ms (best)");
        var rule = Rule();
        await Row("expand the rule", () => Task.FromResult(Recurrence.Starts(rule, DateTimeZoneProviders.Tzdb[rule.TimeZone])));
        var last = Guid.Empty;
        await Row("make it", () => MakeAsync(cars.Dequeue()));
        await Row("read it", () => host.Grains.GetSeries(last).Read());
        var minutes = 0;
        await Row("move all", () => Done(host.Grains.GetSeries(last).Update(new() { From = TextOf(minutes), FromLocal = TextOf(++minutes) })));

        Task<SeriesResult> MakeAsync(Guid car) => Done(host.Grains.GetSeries(last = Guid.CreateVersion7()).Create(new()
        {
            Series = new() { Id = last, ResourceType = "Car", ResourceId = car, Status = SeriesStatus.Creating, Parts = [new(Rule(), new() { Type = "booking" }, 0)], Created = default, Version = 1 },
        }));
    }

    private static async Task<SeriesResult> Done(Task<SeriesResult> call) =>
        await call is { Status: SeriesResultStatus.Done } result ? result : throw new InvalidOperationException("The series was refused.");

    private static async Task Row<T>(string name, Func<Task<T>> run)
    {
        var times = new List<double>();
        for (var round = -WarmUp; round < Rounds; round++)
        {
            await Task.Delay(Rest, TimeProvider.System);
            var begin = TimeProvider.System.GetTimestamp();
            await run();
            if (round >= 0)
                times.Add(TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
        }
        Measure.Row(name, times.Order().ElementAt(Rounds / 2).Figure(1), times.Min().Figure(1));
    }

    private static SeriesRule Rule() => new() { TimeZone = "Europe/Copenhagen", FromLocal = TextOf(0), Duration = "PT2H", RRule = $"FREQ=DAILY;COUNT={Occurrences}" };

    private static string TextOf(int minutes) => SeriesRule.TextOf(new LocalDateTime(2037, 1, 5, 9, 0).PlusMinutes(minutes));
}
