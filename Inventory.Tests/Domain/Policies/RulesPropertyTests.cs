using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Policies;

public sealed class RulesPropertyTests
{
    // 1,000 policies are 100,000 times of each rule.
    private static readonly int Policies = TestSettings.Trials(10);

    private const int Times = 100;

    private static readonly string[] Rules = ["hours", "turnaround", "slots", "notice", "length", "all"];

    public static TheoryData<string> RuleNames => [.. Rules];

    // Of each rule 1,000, of all 6,000.
    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_judgement_is_what_its_oracle_says_minute_by_minute(string rule)
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var n = 0; n < Policies; n++)
        {
            var run = new Run(new PolicyModel(random, Array.IndexOf(Rules, rule)), random);
            for (var time = 0; time < Times; time++)
                if (run.Try(isThorough: time % 17 == 0) is { } fault)
                    Assert.Fail($"{fault}\nINVENTORY_SEED={seed}, policy {n}, time {time}: {run.Model.Json}");
        }
    }

    private sealed class Run(PolicyModel model, Random random)
    {
        private static readonly Limits Details = new() { Alternatives = 4 };

        private readonly List<(int From, int To, string Type)> _others = [];
        private Calendar _calendar = Calendar.Empty;
        private int _ids;

        public PolicyModel Model => model;

        /// <returns>What is wrong, or <c>null</c>.</returns>
        public string? Try(bool isThorough)
        {
            var (from, to, type) = Time();
            var judgement = model.Rules.Judge(_calendar, new(Interval(from, to), type), model.At(model.Now), Details);
            var broken = model.Broken(from, to, type, _others).ToList();
            if (!judgement.Broken.Select(rule => rule.Kind).SequenceEqual(broken))
                return $"{Text(from, to, type)} breaks {string.Join(", ", broken)}, and was judged {string.Join(", ", judgement.Broken.Select(rule => rule.Kind))}.";
            if (broken.Count == 0)
            {
                _others.Add((from, to, type));
                _calendar = _calendar.Add(new() { Id = Sample.Id(++_ids), Interval = Interval(from, to), Type = type, Created = default, Version = 1 });
                return null;
            }
            return CheckAlternatives(judgement, type) ?? (isThorough ? CheckNearest(judgement, from, to, type) ?? CheckFree(type) : null);
        }

        private string? CheckAlternatives(Judgement judgement, string type)
        {
            foreach (var time in judgement.Alternatives.Where(IsKnown))
                if (!model.IsFullMinute(time.From) || model.Broken(model.MinuteOf(time.From), model.MinuteOf(time.To), type, _others, isOffered: true).Any())
                    return $"The alternative {time} breaks a rule.";
            return null;
        }

        // Of the same length, nothing is nearer; but what is only off the grid is offered the slots that it touches.
        private string? CheckNearest(Judgement judgement, int from, int to, string type)
        {
            if (judgement.Broken.All(rule => rule.Kind == RuleKind.Slots))
                return null;
            for (var distance = 1; distance < 24 * 60; distance++)
                foreach (var start in (int[])[from + distance, from - distance])
                    if (start >= 0 && start + to - from < PolicyModel.Minutes && start >= (from >= model.Now ? model.Now : 0)
                        && !model.Broken(start, start + to - from, type, _others, isOffered: true).Any())
                        return judgement.Alternatives.Any(time => Math.Abs(model.MinuteOf(time.From) - from) <= distance) ? null
                            : $"{Text(from, to, type)} has no alternative as near as {model.At(start)}, but {string.Join(", ", judgement.Alternatives)}.";
            return null;
        }

        // What is free can be taken, and nothing else can.
        private string? CheckFree(string type)
        {
            var free = model.Rules.FindFree(_calendar, Interval(0, PolicyModel.Minutes), TimeSpan.FromMinutes(1), type, model.At(model.Now)).ToList();
            for (var n = 0; n < 40; n++)
            {
                var (from, to, _) = Time();
                var broken = model.Broken(from, to, type, _others).ToList();
                var isFree = free.Exists(time => time.From <= model.At(from) && model.At(to) <= time.To);
                if (broken.Count == 0 && !isFree)
                    return $"{Text(from, to, type)} can be taken, and is not free.";
                // A part of a free time may be too long, off the grid or end outside the hours.
                if (isFree && broken.Any(rule => rule is RuleKind.Overlap or RuleKind.Turnaround))
                    return $"{Text(from, to, type)} is free, and breaks {string.Join(", ", broken)}.";
            }
            return null;
        }

        private (int From, int To, string Type) Time()
        {
            var step = random.Next(3) == 0 ? 1 : 15;
            var from = random.Next(0, (PolicyModel.Minutes - 4_000) / step) * step;
            var length = (random.Next(8) == 0 ? random.Next(1, 4_000 / step) : random.Next(1, 1 + (180 / step))) * step;
            return (from, from + length, PolicyModel.Types[random.Next(PolicyModel.Types.Length)]);
        }

        private bool IsKnown(Interval time) => time.From >= model.At(0) && time.To < model.At(PolicyModel.Minutes);

        private Interval Interval(int from, int to) => new(model.At(from), model.At(to));

        private string Text(int from, int to, string type) => $"{type} {Interval(from, to)}, now {model.At(model.Now)},";
    }
}
