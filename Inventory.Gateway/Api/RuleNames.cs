using Inventory.Domain.Policies;

namespace Inventory.Gateway.Api;

internal static class RuleNames
{
    /// <summary>As requests and answers name a rule.</summary>
    public static string NameOf(RuleKind kind) => kind switch
    {
        RuleKind.Bounds => "bounds",
        RuleKind.Slots => "slots",
        RuleKind.Hours => "hours",
        RuleKind.Overlap => "overlap",
        RuleKind.Turnaround => "turnaround",
        RuleKind.Approval => "approval",
        RuleKind.Capacity => "capacity",
    };

    /// <summary>What a refusal because of it is.</summary>
    public static ProblemType ProblemOf(RuleKind kind) => kind switch
    {
        RuleKind.Bounds => ProblemTypes.OutOfBounds,
        RuleKind.Slots => ProblemTypes.OffSlot,
        RuleKind.Hours => ProblemTypes.Closed,
        RuleKind.Overlap => ProblemTypes.Overlap,
        RuleKind.Turnaround => ProblemTypes.Turnaround,
        RuleKind.Approval => ProblemTypes.ApprovalNeeded,
        RuleKind.Capacity => ProblemTypes.Capacity,
    };

    /// <returns><c>null</c> if it is none that can be set aside.</returns>
    public static RuleOverrides? OverrideOf(string? name) => name switch
    {
        "hours" => RuleOverrides.Hours,
        "turnaround" => RuleOverrides.Turnaround,
        "quota" => RuleOverrides.Quota,
        _ => null,
    };

    public static IReadOnlyList<string>? NamesOf(RuleOverrides overrides) =>
        overrides == RuleOverrides.None ? null : [.. Enum.GetValues<RuleOverrides>().Where(one => one != RuleOverrides.None && overrides.HasFlag(one)).Select(one => one.ToString().ToLowerInvariant())];
}
