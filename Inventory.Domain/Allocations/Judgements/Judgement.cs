using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>Why a wanted time was refused.</summary>
[GenerateSerializer, Immutable, Alias("inventory.judgement")]
public sealed record Judgement
{
    public static readonly Judgement Allowed = new();

    /// <summary>What time and rules alone refuse first, then what other allocations refuse. Empty if the time is allowed.</summary>
    [Id(0)]
    public ImmutableArray<BrokenRule> Broken { get; init; } = [];

    /// <summary>Times that keep all rules, nearest first; of the same length if the rules allow it.</summary>
    [Id(1)]
    public ImmutableArray<Interval> Alternatives { get; init; } = [];

    public static readonly Judgement NeedsApproval = new() { Broken = [new() { Kind = RuleKind.Approval }] };

    public bool IsAllowed => Broken.IsEmpty;

    public ImmutableArray<Allocation> Conflicts => [.. Broken.Where(rule => rule.Kind == RuleKind.Overlap).SelectMany(rule => rule.Conflicts)];

    /// <summary>Where there are no rules.</summary>
    public static Judgement Overlap(IEnumerable<Allocation> conflicts, IReadOnlyList<Interval> alternatives) => new()
    {
        Broken = [new() { Kind = RuleKind.Overlap, Conflicts = [.. conflicts], Nearest = alternatives.Count > 0 ? alternatives[0] : null }],
        Alternatives = [.. alternatives],
    };
}
