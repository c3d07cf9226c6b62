using Inventory.Contracts;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Allocations;

/// <summary>A bound of an interval in a body: a moment, or infinite, and one of the two.</summary>
internal static class Bounds
{
    /// <param name="faults">What is wrong is added here.</param>
    /// <param name="end"><c>from</c> or <c>to</c>.</param>
    /// <param name="moment">The member <c>from_datetime</c> or <c>to_datetime</c>.</param>
    /// <param name="isInfinite">The member <c>from_infinity</c> or <c>to_infinity</c>.</param>
    /// <param name="infinite">The infinity of this end; also told where something is wrong.</param>
    public static Instant Read(List<Fault> faults, string end, string? moment, bool? isInfinite, Instant infinite)
    {
        var member = $"{end}_datetime";
        if (isInfinite == true && moment is not null)
            faults.Add(Fault.Member(member, $"{member} and {end}_infinity are both given: one of them is enough."));
        else if (isInfinite != true && moment is null)
            faults.Add(Fault.Member(member, $"{member} is missing, and {end}_infinity is not true."));
        else if (moment is null)
            return infinite;
        else if (Instants.TryParse(moment, out var instant))
            return instant;
        else
            faults.Add(Fault.Member(member, $"{member} {Instants.Expected}."));
        return infinite;
    }
}
