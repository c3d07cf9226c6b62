using Inventory.Domain.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Inventory.Grains.Quotas;

namespace Inventory.Gateway.Quotas;

public sealed class QuotaApi(QuotaRules rules, ResourceTypes types, IGrainFactory grains)
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/quotas/me", Read).WithTags("Quotas").RequireAuthorization(Access.Book).Named("readQuotas").IsCostly()
            .Returns<QuotaResponse[]>(200, "The quotas that apply to the caller, as they are configured.").Problems(ProblemTypes.NotFound);

    [EndpointSummary("Reads the caller's quotas, and what is used of each.")]
    [EndpointDescription("In the period that is now; of a rolling period, in the fullest one that contains this moment. Operators and programs have no quotas of their own: with `customer` they read those of a customer.")]
    private async Task<IResult> Read(HttpContext http, string? customer)
    {
        if (http.Customer(customer) is not { } key) return ProblemResult.NotFound("customer");

        var used = (await grains.GetCustomer(key).ReadQuotas()).ToDictionary(use => use.Quota);
        return new ApiResult<QuotaResponse[]>(200, [.. rules.All.Where(quota => used.ContainsKey(quota.Name)).Select(quota => Answer(quota, used[quota.Name]))], QuotaJson.Default.QuotaResponseArray);
    }

    private QuotaResponse Answer(Quota quota, QuotaUse use) => new()
    {
        Name = quota.Name,
        Of = quota.Of == QuotaSubject.Group ? "group" : "customer",
        Types = [.. types.All.Where(type => quota.Types.Contains(type.Name)).Select(type => type.Path)],
        Measure = QuotaNames.Of(quota.Measure),
        Per = QuotaNames.Of(quota.Per),
        TimeZone = quota.Per is QuotaPeriod.Local local ? local.Zone.Id : null,
        Limit = quota.Limit,
        Used = use.Used,
        Period = use.Period is { } period ? IntervalResponse.Of(period) : null,
    };
}
