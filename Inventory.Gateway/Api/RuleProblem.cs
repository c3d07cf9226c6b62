using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;

namespace Inventory.Gateway.Api;

/// <summary>Turns a judgement into a problem: of the first broken rule, with all of them in <c>broken</c>.</summary>
internal static class RuleProblem
{
    public static ProblemResult Of(Judgement judgement, Guid resource, string type, bool isForCustomer, string? item = null)
    {
        var broken = judgement.Broken;
        var first = broken[0];
        var conflicts = broken.SelectMany(rule => rule.Conflicts.Select(conflict => (On: rule.Part ?? resource, conflict))).DistinctBy(one => one.conflict.Id).ToList();
        var errors = item is null ? ErrorsOf(first) : [ValidationError.Member(item, "This item is not available.")];
        return new(RuleNames.ProblemOf(first.Kind), DetailOf(first, isOfItem: item is not null))
        {
            Errors = errors,
            Conflicts = conflicts.Count == 0 ? null : [.. conflicts.Select(one => IConflictResponse.Of(one.conflict, one.On, type, isForCustomer))],
            Alternatives = [.. judgement.Alternatives.Select(IntervalResponse.Of)],
            Opening = broken.FirstOrDefault(rule => rule.Kind == RuleKind.Hours) is { } hours ? [.. hours.Opening.Select(IntervalResponse.Of)] : null,
            Needed = broken.Select(NeededOf).FirstOrDefault(needed => needed is not null),
            Short = broken.FirstOrDefault(rule => rule.Kind == RuleKind.Capacity) is { } capacity ? [.. capacity.Short.Select(FreeUnitsResponse.Of)] : null,
            Broken = [.. broken.Select(BrokenRuleResponse.Of)],
        };
    }

    // A time of a turnaround, a number of a pool.
    private static JsonElement? NeededOf(BrokenRule rule) => rule switch
    {
        { Needed: { } needed } => JsonSerializer.SerializeToElement(XmlConvert.ToString(needed), ApiJson.Default.String),
        { Kind: RuleKind.Capacity } => JsonSerializer.SerializeToElement(rule.Units, ApiJson.Default.Int32),
        _ => null,
    };

    internal static string DetailOf(BrokenRule rule, bool isOfItem = false) => rule.Kind switch
    {
        RuleKind.Bounds => rule.Text!,
        RuleKind.Slots => "The time has to be whole slots.",
        RuleKind.Hours => "The time is not within the opening hours.",
        RuleKind.Overlap when rule.Part is { } part => $"Other allocations of the part {part} overlap this time.",
        RuleKind.Overlap => isOfItem ? "Other allocations overlap the time of an item." : "Other allocations overlap this time.",
        RuleKind.Turnaround => $"Another allocation{(rule.Part is { } part ? $" of the part {part}" : "")} is too near: {XmlConvert.ToString(rule.Needed!.Value)} have to be free in between.",
        RuleKind.Capacity => $"{rule.Units} units are wanted, and fewer are free for a part of the time.",
        RuleKind.Approval => "This has to be approved, and a confirmed booking cannot wait for that: cancel it and book again.",
    };

    private static ImmutableArray<ValidationError>? ErrorsOf(BrokenRule rule)
    {
        var errors = ImmutableArray.CreateBuilder<ValidationError>();
        if (rule.IsFromOff)
            errors.Add(ValidationError.Member("from_datetime", "from_datetime is off the slot grid."));
        if (rule.IsToOff)
            errors.Add(ValidationError.Member("to_datetime", "to_datetime is off the slot grid."));
        return errors.Count == 0 ? null : errors.ToImmutable();
    }
}

/// <summary>A rule that the wanted time breaks.</summary>
public sealed record BrokenRuleResponse
{
    /// <summary><c>bounds</c>, <c>slots</c>, <c>hours</c>, <c>overlap</c>, <c>turnaround</c>, <c>capacity</c> or <c>approval</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The type of problem that this rule alone would be.</summary>
    public required string Type { get; init; }

    public required string Detail { get; init; }

    /// <summary>The nearest time that keeps this rule, if one was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IntervalResponse? Nearest { get; init; }

    /// <summary>The part of the resource that refuses it, if not the resource itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Part { get; init; }

    public static BrokenRuleResponse Of(BrokenRule rule) => new()
    {
        Rule = RuleNames.NameOf(rule.Kind),
        Type = RuleNames.ProblemOf(rule.Kind).Path,
        Detail = RuleProblem.DetailOf(rule),
        Nearest = rule.Nearest is { } nearest ? IntervalResponse.Of(nearest) : null,
        Part = rule.Part,
    };
}
