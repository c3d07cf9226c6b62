using Inventory.Domain.Refusals;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Quotas;

/// <summary>Records what the limits of a customer refuse with the resources that were wanted: these did not decide, so they do not know.</summary>
public sealed class LimitRefusals(IGrainFactory grains, TimeProvider clock)
{
    private static readonly ProblemType[] Limits = [ProblemTypes.Quota, ProblemTypes.BookingLimit, ProblemTypes.CreditLimit];

    /// <param name="answer">Is recorded if it is a refusal because of a limit.</param>
    /// <param name="http">The request.</param>
    /// <param name="customer">For whom it was.</param>
    /// <param name="wanted">Which resource for which time.</param>
    /// <param name="moved">The allocation that was to be moved.</param>
    /// <returns>The answer.</returns>
    public async Task<T> RecordAsync<T>(T answer, HttpContext http, Guid? customer, IEnumerable<(Guid Resource, Interval Time)> wanted, Guid? moved = null)
        where T : IResult?
    {
        if (answer is ProblemResult problem && Limits.Contains(problem.Type) && !DryRun.IsAsked(http))
        {
            var limit = new LimitRefusal(problem.Type.Name, problem.Detail);
            await Task.WhenAll(wanted.DistinctBy(one => one.Resource).Select(one => grains.GetResource(one.Resource).AddRefusal(Refusal.Of(limit, one.Time, http.Caller(), customer, moved, clock.Now()))));
        }
        return answer;
    }

    /// <summary>The items of a booking; those of any resource of a type are not recorded.</summary>
    public Task<IResult> RecordAsync(IResult answer, HttpContext http, string customer, IEnumerable<(Guid? Resource, Interval Time)> items) =>
        RecordAsync(answer, http, Guid.TryParse(customer, out var id) ? id : null, items.Where(item => item.Resource is not null).Select(item => (item.Resource!.Value, item.Time)));
}
