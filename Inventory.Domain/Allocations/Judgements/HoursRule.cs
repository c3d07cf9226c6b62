using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

internal sealed class HoursRule(OpeningTimes opening) : ITimeRule
{
    // A refusal names the hours of the days around.
    private static readonly long Around = (long)TimeSpan.FromDays(2).TotalMicroseconds;

    private const int MaxNamed = 100;

    public BrokenRule? Check(Interval wanted) => opening.Allows(wanted) ? null : new()
    {
        Kind = RuleKind.Hours,
        Opening = wanted.From.IsFinite && wanted.To.IsFinite ? [.. opening.Within(new(wanted.From.Plus(-Around), wanted.To.Plus(Around))).Take(MaxNamed)] : [],
    };

    public Instant? Next(Instant from, long length) => opening.Next(from, length);

    public Instant? Previous(Instant from, long length) => opening.Previous(from, length);
}
