using System.Collections.Immutable;

namespace Inventory.Gateway.Resources;

/// <summary>The resources that a whole is made of.</summary>
internal static class Parts
{
    public const int Fewest = 2;
    public const int Most = 20;

    public static void Check(List<ValidationError> faults, ResourceType type, IReadOnlyList<string?>? parts)
    {
        if (parts is null)
            return;
        CheckCount(faults, type, parts.Count);
        foreach (var (n, text) in parts.Take(Most).Index())
        {
            if (!Uuid.TryParse(text, out _))
                faults.Add(ValidationError.Member($"parts/{n}", "This is not an id of a resource."));
            else if (parts.Take(n).Contains(text, StringComparer.OrdinalIgnoreCase))
                faults.Add(ValidationError.Member($"parts/{n}", "This part is there twice."));
        }
    }

    public static void CheckCount(List<ValidationError> faults, ResourceType type, int count)
    {
        if (type.IsPool || !type.IsAllocatable)
            faults.Add(ValidationError.Member("parts", $"A {type.Name} is of the kind {type.Kind}: it has no parts."));
        else if (count is < Fewest or > Most)
            faults.Add(ValidationError.Member("parts", $"parts has to have {Fewest} to {Most} ids."));
    }

    /// <summary>After the check.</summary>
    public static ImmutableArray<Guid> Of(IReadOnlyList<string?>? parts) => parts is null ? [] : [.. parts.Select(text => Uuid.TryParse(text, out var id) ? id : Guid.Empty)];

    public static ProblemResult Refuse(IReadOnlyList<string?> parts, ImmutableArray<RefusedPart> refused) => ProblemResult.Invalid(
    [
        .. refused.Select(one => ValidationError.Member($"parts/{parts.Index().First(part => Uuid.TryParse(part.Item, out var id) && id == one.Part).Index}",
            one.IsWhole ? "This resource has parts itself: only one level is allowed." : "There is no such resource of this type.")),
    ]);
}
