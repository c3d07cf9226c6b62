using Inventory.Domain.Shop;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Security;
using Inventory.Grains.Shop;

namespace Inventory.Gateway.Shop;

public sealed class OrderApi(IGrainFactory grains, Tariffs tariffs, BookingLimits limits)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders").RequireAuthorization(Access.Book);
        orders.MapGet("/", List).Named("listOrders").Returns<OrderResponse[]>(200, "The orders, oldest first.").Problems(ProblemTypes.Invalid, ProblemTypes.NotFound);
        orders.MapGet("/{id:guid}", Read).Named("readOrder").Returns<OrderResponse>(200, "The order.").Problems(ProblemTypes.NotFound);
        orders.MapGet("/current", ReadCurrent).Named("readCurrentOrder").Returns<OrderResponse>(200, "The open order.");
        orders.MapPut("/current", Put).Named("putInOrder").Accepts<OrderLineRequest>(FormBody.ContentTypes[0], FormBody.ContentTypes[1..])
            .Returns<OrderResponse>(201, "The open order.").Problems(ProblemTypes.NotFound);
        orders.MapDelete("/current", Remove).Named("removeFromOrder").Returns(204, "The beer is removed from the order.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.Malformed, ProblemTypes.RequestTimeout, ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType);
        orders.MapPost("/checkout", Checkout).Named("checkoutOrder")
            .Returns<OrderResponse>(200, "The closed order.").Problems(ProblemTypes.OrderEmpty, ProblemTypes.OutOfStock, ProblemTypes.CreditLimit, ProblemTypes.Invalid, ProblemTypes.IdempotencyKeyReused);
    }

    [EndpointSummary("Lists the orders of the caller.")]
    [EndpointDescription("Oldest first, in pages; also the open one.")]
    private async Task<IResult> List(HttpContext http, string? customer, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after) = (query.Limit(limit), query.Cursor(cursor) ?? 0);
        if (query.Problem is { } problem) return problem;
        if (http.Customer(customer) is not { } owner) return ProblemResult.NotFound("customer");

        var page = await grains.GetOrders(owner).List(after, count);
        OrderResponse[] orders = [.. page.Orders.Select(order => OrderResponse.Of(order, tariffs.Currency))];
        var next = page.HasMore ? Cursor.Link(http.Request, after + page.Orders.Length) : null;
        return new ApiResult<OrderResponse[]>(200, orders, ShopJson.Default.OrderResponseArray) { Next = next };
    }

    [EndpointSummary("Reads an order.")]
    [EndpointDescription("To a customer, orders of others are not there.")]
    private async Task<IResult> Read(Guid id, HttpContext http) =>
        await grains.GetOrder(id).ReadCustomer() is { } customer && http.MaySee(customer) && await grains.GetOrders(customer).Find(id) is { } order
            ? Answer(200, order)
            : ProblemResult.NotFound("order");

    [EndpointSummary("Reads the open order of the caller, and creates it if there is none.")]
    [EndpointDescription("A caller has one open order at a time. It shows current prices.")]
    private async Task<IResult> ReadCurrent(HttpContext http, CancellationToken _) => Answer(200, await OrdersOf(http).ReadCurrent());

    [EndpointSummary("Adds a beer to the open order.")]
    [EndpointDescription("The quantity is added to what the order has of this beer. Nothing is taken from the stock before the checkout.")]
    private async Task<IResult> Put(HttpContext http, CancellationToken cancellation)
    {
        var (body, _, malformed) = await FormBody.ReadAsync(http, ShopJson.Default.OrderLineRequest, cancellation);
        if (body is null) return malformed!;
        if (body.Faults() is { Count: > 0 } faults) return ProblemResult.Invalid(faults);

        var result = await OrdersOf(http).Put(body.Sku!, (int)body.Quantity!.Value);
        return result.Status switch
        {
            PutInOrderStatus.Put => Answer(201, result.Order!),
            PutInOrderStatus.NoSuchProduct => ProblemResult.NotFound("beer"),
            PutInOrderStatus.TooMuch => ProblemResult.Invalid(
                ValidationError.Member("quantity", $"An order may have {OrderDecisions.MaxLines} different beers, and {OrderDecisions.MaxQuantity} of each.")),
        };
    }

    [EndpointSummary("Removes a beer from the open order.")]
    [EndpointDescription("The whole quantity of this beer. Name it in the query. A body with the sku, as JSON or a form, does as well.")]
    private async Task<IResult> Remove(HttpContext http, string? sku, CancellationToken cancellation)
    {
        if (sku is null && http.Request.ContentLength is not (null or 0))
        {
            var (body, _, malformed) = await FormBody.ReadAsync(http, ShopJson.Default.SkuRequest, cancellation);
            if (body is null) return malformed!;
            sku = body.Sku;
        }
        if (string.IsNullOrEmpty(sku)) return ProblemResult.Invalid(ValidationError.Member("sku", "sku is missing, in the body or as a parameter."));
        return await OrdersOf(http).Remove(sku) ? Results.NoContent() : ProblemResult.NotFound("beer in the order");
    }

    [EndpointSummary("Buys what is in the open order, and closes it.")]
    [EndpointDescription("The stock is taken and the price is charged, all or nothing.")]
    private async Task<IResult> Checkout(HttpContext http, CancellationToken _)
    {
        var (key, problem) = IdempotencyKeyHeader.Of(http.Request, body: default);
        if (problem is not null) return problem;

        var result = await OrdersOf(http).Checkout(key, http.IsCustomer() ? limits.CreditLimit : null);
        return result.Status switch
        {
            CheckoutStatus.Closed => Answer(200, result.Order!),
            CheckoutStatus.Empty => ProblemResult.OfType(ProblemTypes.OrderEmpty),
            CheckoutStatus.OutOfStock => new ProblemResult(ProblemTypes.OutOfStock, $"Not enough in stock: {string.Join(", ", result.Missing)}.") { Skus = result.Missing },
            CheckoutStatus.OverCreditLimit => ProblemResult.OfType(ProblemTypes.CreditLimit),
            CheckoutStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        };
    }

    private ICustomerOrdersGrain OrdersOf(HttpContext http) => grains.GetOrders(http.Customer());

    private ApiResult<OrderResponse> Answer(int status, Order order) => new(status, OrderResponse.Of(order, tariffs.Currency), ShopJson.Default.OrderResponse);
}
