using Inventory.Domain.Shop;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Security;
using Inventory.Grains.Shop;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Gateway.Shop;

public sealed class BeerApi(IGrainFactory grains, Tariffs tariffs)
{
    private const string Path = "/beers";

    public void Map(IEndpointRouteBuilder api)
    {
        var beers = api.MapGroup(Path).WithTags("Beers").RequireAuthorization(Access.Public);
        beers.MapGet("/", List).Named("listBeers").Returns<BeerResponse[]>(200, "The beers, oldest first.").Problems(ProblemTypes.Invalid);
        beers.MapGet("/{sku}", Read).Named("readBeer").Returns<BeerResponse>(200, "The beer.").Problems(ProblemTypes.NotFound);

        var stock = api.MapGroup(Path).WithTags("Beers").RequireAuthorization(Access.Sell);
        stock.MapPost("/", Add).Named("addBeer").Accepts<BeerRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Creates<BeerResponse>("The new beer.").Problems(ProblemTypes.SkuTaken, ProblemTypes.CatalogueFull, ProblemTypes.IdempotencyKeyReused);
        stock.MapPut("/{sku}", Replace).Named("replaceBeer").Accepts<BeerDetails>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<BeerResponse>(200, "The updated beer.").Problems(ProblemTypes.NotFound);
        stock.MapDelete("/{sku}", Remove).Named("removeBeer").Returns(204, "The beer is removed.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Lists the beers.")]
    [EndpointDescription("Oldest first, in pages.")]
    private async Task<IResult> List(HttpContext http, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;

        var page = await grains.GetCatalogue().List(after, count);
        return new ApiResult<BeerResponse[]>(200, [.. page.Products.Select(BeerResponse.Of)], ShopJson.Default.BeerResponseArray)
        {
            Next = page.HasMore ? Cursor.Link(http.Request, page.Products[^1].Ordinal) : null,
        };
    }

    [EndpointSummary("Reads a beer.")]
    [EndpointDescription("A slash in the sku is written %2F.")]
    private async Task<IResult> Read(string sku, HttpContext http) =>
        await grains.GetCatalogue().Find(Exact(sku, http)) is { } product ? Answer(200, product) : ProblemResult.NotFound("beer");

    [EndpointSummary("Adds a beer.")]
    [EndpointDescription("The sku is unique. Without `stock` the beer is not counted.")]
    private async Task<IResult> Add(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await FormBody.ReadAsync(http, ShopJson.Default.BeerRequest, cancellation);
        if (body is null) return malformed!;
        var (draft, invalid) = body.ToCommand(null, tariffs.Currency);
        if (draft is null) return invalid!;

        var result = await grains.GetCatalogue().Add(draft, key);
        return result.Status switch
        {
            AddProductStatus.Added => Answer(201, result.Product!, $"/api{Path}/{Uri.EscapeDataString(result.Product!.Sku)}"),
            AddProductStatus.SkuTaken => new ProblemResult(ProblemTypes.SkuTaken, $"Another beer has the sku \"{draft.Sku}\"."),
            AddProductStatus.CatalogueFull => ProblemResult.OfType(ProblemTypes.CatalogueFull),
            AddProductStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        };
    }

    [EndpointSummary("Replaces the data of a beer.")]
    [EndpointDescription("All data are replaced: a member that is missing is removed. The sku is that of the path.")]
    private async Task<IResult> Replace(string sku, HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, ShopJson.Default.BeerRequest, cancellation);
        if (body is null) return malformed!;
        var (draft, invalid) = body.ToCommand(Exact(sku, http), tariffs.Currency);
        if (draft is null) return invalid!;
        return await grains.GetCatalogue().Replace(draft) is { } product ? Answer(200, product) : ProblemResult.NotFound("beer");
    }

    [EndpointSummary("Removes a beer from the shop.")]
    [EndpointDescription("Closed orders keep it. Its sku is free again.")]
    private async Task<IResult> Remove(string sku, HttpContext http) =>
        await grains.GetCatalogue().Remove(Exact(sku, http)) ? Results.NoContent() : ProblemResult.NotFound("beer");

    // Routing does not unescape a slash, so it looks like one that was escaped twice. The raw target tells them apart.
    private static string Exact(string sku, HttpContext http) => !sku.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        ? sku
        : Uri.UnescapeDataString(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].TrimEnd('/').Split('/')[^1]);

    private static ApiResult<BeerResponse> Answer(int status, Product product, string? location = null) =>
        new(status, BeerResponse.Of(product), ShopJson.Default.BeerResponse) { Location = location };
}
