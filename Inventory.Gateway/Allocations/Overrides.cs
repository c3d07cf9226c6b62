using Inventory.Domain.Policies;

namespace Inventory.Gateway.Allocations;

/// <summary>The rules that a request sets aside.</summary>
internal static class Overrides
{
    /// <param name="names">As the request has them.</param>
    /// <param name="caller">A customer sets none aside.</param>
    /// <param name="faults">What is wrong.</param>
    public static RuleOverrides Read(IReadOnlyList<string?>? names, Caller? caller, List<ValidationError> faults)
    {
        var overrides = RuleOverrides.None;
        foreach (var (n, name) in (names ?? []).Index())
        {
            if (RuleNames.OverrideOf(name) is { } one)
                overrides |= one;
            else
                faults.Add(ValidationError.Member($"override/{n}", "This has to be hours, turnaround or quota."));
        }
        if (overrides != RuleOverrides.None && caller?.Customer is not null)
            faults.Add(ValidationError.Member("override", "Only operators and programs may set rules aside."));
        return overrides;
    }
}
