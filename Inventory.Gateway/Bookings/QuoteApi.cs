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
        api.MapGet("/quote", Read).WithTags("Bookings").RequireAuthorization(Access.Public).Named("readQuote").IsCostly().Requires("type", "from", "to")
            .Returns<QuoteResponse>(200, "The price and its breakdown.").Problems(ProblemTypes.Invalid, ProblemTypes.NoTariff);

    [EndpointSummary("Calculates the price of a time, without holding anything.")]
    [EndpointDescription("The cheapest combination of the durations in the tariff that covers the time, and its fixed part.")]
    private IResult Read(string? type, string? from, string? to)
    {
        var query = new Query();
        var priced = query.One("type", type, types.Allocatable, t => t.Path);
        var window = query.FiniteWindow(from, to);
        if (query.Problem is { } problem) return problem;

        var (quote, refusal) = Price(priced!, window, text => ValidationError.Parameter("to", text));
        return quote is null ? refusal! : new ApiResult<QuoteResponse>(200, QuoteResponse.Of(quote, priced!.Name, window), BookingJson.Default.QuoteResponse);
    }

    public (Quote? Quote, ProblemResult? Refusal) Price(ResourceType type, Interval interval, Func<string, ValidationError> tooLong, string? version = null)
    {
        if (tariffs.Find(type.Name, version) is not { } tariff)
            return (null, NoTariff(type));
        var status = tariff.Find(interval, out var quote);
        return quote is null ? (null, Refusal(status, tooLong)) : (quote, null);
    }

    /// <summary>How many steps it takes to price a time, or why it has no price: asked before the work is begun.</summary>
    public (long Steps, ProblemResult? Refusal) Measure(ResourceType type, Interval interval, Func<string, ValidationError> tooLong, string? version = null)
    {
        if (tariffs.Find(type.Name, version) is not { } tariff)
            return (0, NoTariff(type));
        return tariff.CountSteps(interval) switch
        {
            null => (0, Refusal(PriceStatus.Infinite, tooLong)),
            > Prices.MaxSteps => (0, Refusal(PriceStatus.TooLong, tooLong)),
            { } steps => (steps, null),
        };
    }

    private static ProblemResult NoTariff(ResourceType type) => new(ProblemTypes.NoTariff, $"There is no tariff for {type.Path}.");

    private static ProblemResult Refusal(PriceStatus status, Func<string, ValidationError> tooLong) => ProblemResult.Invalid(tooLong(status switch
    {
        PriceStatus.Infinite => "An infinite time has no price.",
        PriceStatus.TooLong => $"The time is too long to have a price: it may have {Prices.MaxSteps} steps of the tariff.",
        PriceStatus.Priced => throw new System.Diagnostics.UnreachableException(),
    }));
}
