using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Bookings;

public sealed class QuoteApi(ResourceTypes types, Tariffs tariffs)
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/quote", Read).WithTags("Bookings").RequireAuthorization(Access.Public)
            .Returns<QuoteResponse>(200, "The price and its breakdown.").Problems(ProblemTypes.Invalid, ProblemTypes.NoTariff);

    /// <summary>Calculates the price of a time, without holding anything.</summary>
    private IResult Read(string? type, string? from, string? to)
    {
        var query = new Query();
        var priced = query.One("type", type, types.Allocatable, t => t.Path);
        var window = query.FiniteWindow(from, to);
        if (query.Problem is { } problem) return problem;

        var (quote, refusal) = Price(priced!, window, text => ValidationError.Parameter("to", text));
        return quote is null ? refusal! : new ApiResult<QuoteResponse>(200, QuoteResponse.Of(quote, priced!.Name, window), BookingJson.Default.QuoteResponse);
    }

    public (Quote? Quote, ProblemResult? Refusal) Price(ResourceType type, Interval interval, Func<string, ValidationError> tooLong)
    {
        if (tariffs.Find(type.Name) is not { } tariff)
            return (null, new ProblemResult(ProblemTypes.NoTariff, $"There is no tariff for {type.Path}."));
        return tariff.Find(interval, out var quote) switch
        {
            PriceStatus.Priced => (quote, null),
            PriceStatus.Infinite => (null, ProblemResult.Invalid(tooLong("An infinite time has no price."))),
            PriceStatus.TooLong => (null, ProblemResult.Invalid(tooLong("The time is too long to have a price."))),
        };
    }
}
