namespace Inventory.Domain.Pricing;

/// <summary>Days of every year, the first and the last included; it may go beyond the year's end.</summary>
/// <param name="First">Month and day.</param>
/// <param name="Last">Month and day.</param>
/// <param name="Factor">What prices are multiplied by; zero or more.</param>
public sealed record Season((int Month, int Day) First, (int Month, int Day) Last, decimal Factor)
{
    public bool Holds(int month, int day)
    {
        var (isFrom, isUntil) = ((month, day).CompareTo(First) >= 0, (month, day).CompareTo(Last) <= 0);
        return First.CompareTo(Last) <= 0 ? isFrom && isUntil : isFrom || isUntil;
    }
}
