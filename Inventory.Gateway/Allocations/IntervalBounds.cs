namespace Inventory.Gateway.Allocations;

internal static class IntervalBounds
{
    public static Instant Read(List<ValidationError> faults, string end, string? moment, bool? isInfinite, Instant infinite)
    {
        var member = $"{end}_datetime";
        if (isInfinite == true && moment is not null)
            faults.Add(ValidationError.Member(member, $"{member} and {end}_infinity are both given: send only one of them."));
        else if (isInfinite != true && moment is null)
            faults.Add(ValidationError.Member(member, $"{member} is missing, and {end}_infinity is not true."));
        else if (moment is null)
            return infinite;
        else if (Rfc3339.TryParse(moment, out var instant))
            return instant;
        else
            faults.Add(ValidationError.Member(member, $"{member} {Rfc3339.Expected}."));
        return infinite;
    }

    /// <param name="faults">What is wrong.</param>
    /// <param name="path">Of the object, with a slash; empty for the body.</param>
    /// <param name="member">That has to be there.</param>
    /// <param name="text">Its value.</param>
    public static Instant? ReadMoment(List<ValidationError> faults, string path, string member, string? text)
    {
        if (text is not null && Rfc3339.TryParse(text, out var moment))
            return moment;
        faults.Add(ValidationError.Member($"{path}{member}", text is null ? $"{member} is missing." : $"{member} {Rfc3339.Expected}."));
        return null;
    }
}
