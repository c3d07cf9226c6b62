using Inventory.Domain.Shop;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Shop;

/// <summary>Beers and orders, over HTTP, each test as customers of its own.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class ShopTests(SecuredGateway gateway)
{
    private readonly string _sku = $"lager {Guid.NewGuid():N}"[..20];

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    [Fact]
    public async Task A_beer_is_added_read_replaced_and_removed()
    {
        var made = (await AddBeerAsync(price: "1.19", stock: 5)).Expect(201);
        Assert.Equal(["id", "sku", "name", "price", "image", "stock", "time_created", "time_modified"], made.Json.EnumerateObject().Select(m => m.Name));
        Assert.Equal((_sku, "1.19", 5), (made["sku"].GetString(), made["price"].GetString(), made["stock"].GetInt32()));
        Assert.Equal(made.Text, (await gateway.Client.Get(made.Location!)).Expect(200).Text);
        Assert.Contains(made.Id, (await gateway.Client.Get("/api/beers")).Expect(200).Items.Select(beer => beer.GetProperty("id").GetString()));
        (await AddBeerAsync()).ExpectProblem(409, "sku-taken");

        var replaced = (await SendAsync(HttpMethod.Put, made.Location!, """{"name":"Dark","price":"2.50","image":"dark.png"}""", Operator)).Expect(200);
        Assert.Equal((made.Id, "2.50", null), (replaced.Id, replaced["price"].GetString(), replaced["stock"].GetString()));
        (await gateway.Client.Delete(made.Location!, Operator)).ExpectStatus(204);
        (await gateway.Client.Delete(made.Location!, Operator)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(made.Location!)).ExpectProblem(404, "not-found");
        (await SendAsync(HttpMethod.Put, made.Location!, """{"name":"Dark","price":"2.50"}""", Operator)).ExpectProblem(404, "not-found");
    }

    [Theory]
    [InlineData("{}", "#/sku", "#/name", "#/price")]
    [InlineData("""{"sku":"","name":"","price":"-1.00","stock":-1}""", "#/sku", "#/name", "#/price", "#/stock")]
    [InlineData("""{"sku":"x","name":"x","price":"1.999"}""", "#/price")]
    [InlineData("""{"sku":"x","name":"x","price":"1e3"}""", "#/price")]
    [InlineData("""{"sku":"x","name":"x","price":"1000000.01"}""", "#/price")]
    public async Task What_is_wrong_with_a_beer_is_told_at_once(string body, params string[] pointers) =>
        (await gateway.Client.Post("/api/beers", body, Operator)).ExpectFaults(pointers);

    [Fact]
    public async Task A_price_is_never_a_number() =>
        (await gateway.Client.Post("/api/beers", """{"sku":"x","name":"x","price":1.19}""", Operator)).ExpectProblem(400, "malformed");

    [Fact]
    public async Task The_same_beer_with_the_same_key_is_added_once()
    {
        var first = (await AddBeerAsync(key: _sku)).Expect(201);
        Assert.Equal(first.Text, (await AddBeerAsync(key: _sku)).Expect(201).Text);
        (await AddBeerAsync(price: "9.00", key: _sku)).ExpectProblem(422, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("a/b"), InlineData("%2F"), InlineData("a/%2f/b"), InlineData("ü 🍺 +&?#"), InlineData("<script>alert(1)</script>"), InlineData("'; DROP TABLE state; --")]
    public async Task Whatever_its_sku_a_beer_is_found_under_it(string part)
    {
        var sku = $"{part} {_sku}"[..Math.Min(50, part.Length + 1 + _sku.Length)];
        var made = (await gateway.Client.Post("/api/beers", new { sku, name = part, price = "1.00" }, Operator)).Expect(201);
        Assert.Equal((sku, part), (made["sku"].GetString(), made["name"].GetString()));
        Assert.Equal(made.Text, (await gateway.Client.Get(made.Location!)).Expect(200).Text);
        (await gateway.Client.Delete(made.Location!, Operator)).ExpectStatus(204);
    }

    [Fact]
    public async Task A_customer_buys_at_the_price_of_the_checkout_and_gets_an_invoice()
    {
        await AddBeerAsync(price: "1.19", stock: 5);
        var me = SecuredGateway.As(await gateway.NewTokenAsync());
        var open = (await gateway.Client.Get("/api/orders/current", me)).Expect(200);
        Assert.Equal(["id", "is_open", "beers", "total", "time_created", "time_modified"], open.Json.EnumerateObject().Select(m => m.Name));
        (await PutAsync(2, me)).Expect(201);
        var put = (await PutAsync(1, me)).Expect(201);
        Assert.Equal((open.Id, 3, "3.57"), (put.Id, put["beers"][0].GetProperty("quantity").GetInt32(), put["total"].GetString()));
        (await SendAsync(HttpMethod.Put, $"/api/beers/{Uri.EscapeDataString(_sku)}", """{"name":"Lager","price":"2.00","stock":5}""", Operator)).Expect(200);

        var closed = (await gateway.Client.Post("/api/orders/checkout", "", me, ("Idempotency-Key", _sku))).Expect(200);
        Assert.Equal((open.Id, false, "6.00"), (closed.Id, closed["is_open"].GetBoolean(), closed["total"].GetString()));
        Assert.Equal(closed.Text, (await gateway.Client.Post("/api/orders/checkout", "", me, ("Idempotency-Key", _sku))).Expect(200).Text);
        Assert.Equal(2, (await gateway.Client.Get($"/api/beers/{Uri.EscapeDataString(_sku)}")).Expect(200)["stock"].GetInt32());
        (await gateway.Client.Post("/api/orders/checkout", "", me)).ExpectProblem(409, "order-empty");

        Assert.Equal(closed.Text, (await gateway.Client.Get($"/api/orders/{closed.Id}", me)).Expect(200).Text);
        Assert.Equal(closed.Id, Assert.Single((await gateway.Client.Get("/api/orders", me)).Expect(200).Items).GetProperty("id").GetString());
        Assert.Single((await gateway.Client.Get("/api/invoices", me)).Expect(200).Items);
        (await gateway.Client.Get($"/api/orders/{closed.Id}", SecuredGateway.As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        Assert.Equal(closed.Text, (await gateway.Client.Get($"/api/orders/{closed.Id}", Operator)).Expect(200).Text);
        var current = (await gateway.Client.Get("/api/orders/current", me)).Expect(200);
        Assert.Equal(current.Text, (await gateway.Client.Get($"/api/orders/{current.Id}", Operator)).Expect(200).Text);
        (await gateway.Client.Get($"/api/orders/{current.Id}", SecuredGateway.As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"/api/orders/{Guid.NewGuid()}", Operator)).ExpectProblem(404, "not-found");
        var customer = (await gateway.Client.Get("/api/users/me", me)).Expect(200).Id;
        Assert.Equal([closed.Id, current.Id], (await gateway.Client.Get($"/api/orders?customer={customer}", Operator)).Expect(200).Items.Select(order => order.GetProperty("id").GetString()!));
        (await gateway.Client.Get($"/api/orders?customer={customer}", SecuredGateway.As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_bought_and_the_order_stays_as_it_was()
    {
        await AddBeerAsync(stock: 2);
        var me = SecuredGateway.As(await gateway.NewTokenAsync());
        (await PutAsync(3, me)).Expect(201);
        var refused = (await gateway.Client.Post("/api/orders/checkout", "", me)).ExpectProblem(409, "out-of-stock");
        Assert.Equal(_sku, Assert.Single(refused["skus"].EnumerateArray()).GetString());
        Assert.Equal(3, (await gateway.Client.Get("/api/orders/current", me)).Expect(200)["beers"][0].GetProperty("quantity").GetInt32());

        (await gateway.Client.Delete($"/api/orders/current?sku={Uri.EscapeDataString(_sku)}", me)).ExpectStatus(204);
        (await SendAsync(HttpMethod.Delete, "/api/orders/current", $$"""{"sku":"{{_sku}}"}""", me)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete("/api/orders/current", me)).ExpectFaults("#/sku");
    }

    [Fact]
    public async Task Forms_do_as_well_as_json()
    {
        var beer = new FormUrlEncodedContent(new Dictionary<string, string> { ["sku"] = _sku, ["name"] = "Lager", ["price"] = "1.19", ["stock"] = "7" });
        Assert.Equal(7, (await gateway.Client.Send(HttpMethod.Post, "/api/beers", beer, Operator)).Expect(201)["stock"].GetInt32());
        var me = ("Authorization", await gateway.NewTokenAsync());
        var line = new FormUrlEncodedContent(new Dictionary<string, string> { ["sku"] = _sku, ["quantity"] = "2" });
        Assert.Equal("2.38", (await gateway.Client.Send(HttpMethod.Put, "/api/orders/current", line, me)).Expect(201)["total"].GetString());
        var sku = new FormUrlEncodedContent(new Dictionary<string, string> { ["sku"] = _sku });
        (await gateway.Client.Send(HttpMethod.Delete, "/api/orders/current", sku, me)).ExpectStatus(204);
    }

    [Theory]
    [InlineData("{}", "#/sku", "#/quantity")]
    [InlineData("{\"sku\":\"x\",\"quantity\":2147483648}", "#/quantity")]
    [InlineData("""{"sku":"x","quantity":0}""", "#/quantity")]
    [InlineData("""{"sku":"x","quantity":1000001}""", "#/quantity")]
    public async Task What_is_wrong_with_a_line_is_told_at_once(string body, params string[] pointers) =>
        (await SendAsync(HttpMethod.Put, "/api/orders/current", body, SecuredGateway.As(gateway.Customer))).ExpectFaults(pointers);

    [Theory]
    [InlineData("{\"sku\":\"..\",\"name\":\"x\",\"price\":\"1.19\"}", "#/sku")]
    [InlineData("{\"sku\":\".\",\"name\":\"x\",\"price\":\"1\"}", "#/sku", "#/price")]
    [InlineData("{\"sku\":\"x\",\"name\":\"x\",\"price\":\"1.1\",\"stock\":2147483648}", "#/price", "#/stock")]
    public async Task A_beer_that_could_not_be_named_or_counted_is_refused(string body, params string[] pointers) =>
        (await gateway.Client.Post("/api/beers", body, Operator)).ExpectFaults(pointers);

    [Fact]
    public async Task A_number_is_no_text()
    {
        (await gateway.Client.Post("/api/beers", "{\"sku\":\"x\",\"name\":\"x\",\"price\":\"1.19\",\"stock\":\"7\"}", Operator)).ExpectProblem(400, "malformed");
        (await SendAsync(HttpMethod.Put, "/api/orders/current", "{\"sku\":\"x\",\"quantity\":\"1\"}", SecuredGateway.As(gateway.Customer))).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task Of_a_beer_that_is_not_sold_nothing_can_be_put_in() =>
        (await PutAsync(1, SecuredGateway.As(gateway.Customer))).ExpectProblem(404, "not-found");

    [Fact]
    public async Task Of_fifty_bottles_fifty_are_sold_in_two_hundred_checkouts()
    {
        await AddBeerAsync(stock: 50);
        // Two hundred customers would take two hundred slow logins. Those of the grains are as many.
        var customers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.NewTokenAsync()));
        var sold = await Task.WhenAll(customers.Select(async token =>
        {
            var (me, count) = (SecuredGateway.As(token), 0);
            for (var i = 0; i < 50; i++)
            {
                (await PutAsync(1, me)).Expect(201);
                var answer = await gateway.Client.Post("/api/orders/checkout", "", me);
                if (answer.Status == 200)
                    count++;
                else
                    answer.ExpectProblem(409, "out-of-stock");
            }
            return count;
        }));
        Assert.Equal(50, sold.Sum());
        Assert.Equal(0, (await gateway.Client.Get($"/api/beers/{Uri.EscapeDataString(_sku)}")).Expect(200)["stock"].GetInt32());
    }

    private Task<Answer> AddBeerAsync(string price = "1.19", int? stock = null, string? key = null) =>
        gateway.Client.Post("/api/beers", new { sku = _sku, name = "Lager", price, stock }, [Operator, .. key is null ? [] : new[] { ("Idempotency-Key", key) }]);

    private Task<Answer> PutAsync(int quantity, (string, string) me) => SendAsync(HttpMethod.Put, "/api/orders/current", $$"""{"sku":"{{_sku}}","quantity":{{quantity}}}""", me);

    private Task<Answer> SendAsync(HttpMethod method, string path, string body, (string, string) me) => gateway.Client.Send(method, path, GatewayClient.Raw(body), me);
}
