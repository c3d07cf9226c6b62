using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Policies;

public sealed class TurnaroundTimesTests
{
    private static readonly string[] Types = ["wide", "narrow", "repair"];

    /// <summary>The model looks at every second: nobody has it, and an allocation of any type of that second alone would be too near to another.</summary>
    [Fact]
    public void They_are_the_seconds_that_a_model_finds()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < TestSettings.Trials(500); round++)
        {
            var turnaround = new Turnaround
            {
                Default = TimeSpan.FromSeconds(random.Next(6)),
                Between = ImmutableDictionary<(string, string), TimeSpan>.Empty.Add(("wide", "narrow"), TimeSpan.FromSeconds(random.Next(12))),
                Exempt = ["repair"],
            };
            var allocations = new List<Allocation>();
            for (var at = random.Next(5); at < 60; at += random.Next(15))
            {
                var to = at + 1 + random.Next(8);
                allocations.Add(Sample.Allocation(allocations.Count + 1, new Interval(Second(at), Second(to))) with { Type = Types[random.Next(3)] });
                at = to;
            }
            var found = turnaround.Around(allocations).ToList();
            for (var second = -20; second < 100; second++)
                Assert.True(IsTooNear(turnaround, allocations, second) == found.Any(time => time.From <= Second(second) && Second(second) < time.To), $"INVENTORY_SEED={seed} plays this again: round {round}, second {second}");
        }
    }

    private static bool IsTooNear(Turnaround turnaround, List<Allocation> allocations, int second)
    {
        var (from, to) = (Second(second), Second(second + 1));
        if (allocations.Exists(other => other.Interval.From < to && from < other.Interval.To))
            return false;
        // Only the nearest two: what is needed around others behind them is not shown.
        var before = allocations.LastOrDefault(other => other.Interval.To <= from);
        var after = allocations.Find(other => other.Interval.From >= to);
        return (before is not null && from.Microseconds - before.Interval.To.Microseconds < Needed(turnaround, before.Type, null))
            || (after is not null && after.Interval.From.Microseconds - to.Microseconds < Needed(turnaround, null, after.Type));
    }

    private static double Needed(Turnaround turnaround, string? before, string? after) => turnaround.Needed(before, after).TotalMicroseconds;

    private static Instant Second(int second) => new(second * 1_000_000L);
}
