using Inventory.Domain.Quotas;

namespace Inventory.Gateway.Quotas;

internal static class QuotaProblem
{
    public static ProblemResult Of(QuotaRefusal refusal)
    {
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"The quota {refusal.Quota} allows {refusal.Limit} {UnitOf(refusal.Measure)}: {refusal.Used} are used, and this would add {refusal.Asked}.");
        return new(ProblemTypes.Quota, refusal.FreesAt is { } free ? $"{detail} From {free} on it is possible." : detail) { Quota = refusal };
    }

    private static string UnitOf(QuotaMeasure measure) => measure switch
    {
        QuotaMeasure.Count => "allocations",
        QuotaMeasure.Hours => "hours",
        QuotaMeasure.UnitHours => "unit hours",
        QuotaMeasure.Held => "holds",
    };
}
