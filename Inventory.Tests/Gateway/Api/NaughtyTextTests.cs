using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Api;

/// <summary>Naughty strings in the texts of users, keys, beers, orders, invoices and payments.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class NaughtyTextTests(SecuredGateway gateway)
{
    private const int KindsOfAnOrder = 100;

    private static readonly string[] Scopes = ["events"];

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    private (string, string) Admin => SecuredGateway.As(gateway.Admin);

    [Fact]
    public async Task A_naughty_string_is_a_beer_like_any_other_and_is_sold_as_it_is()
    {
        var me = SecuredGateway.As(await gateway.NewTokenAsync());
        foreach (var texts in NaughtyStrings.All.Chunk(KindsOfAnOrder))
        {
            foreach (var text in texts)
            {
                var sku = Cut(text, 50);
                var made = (await gateway.Client.Post("/api/beers", new { sku, name = text, image = text, price = "0.01" }, Operator)).Expect(201);
                foreach (var beer in new[] { made.Json, (await gateway.Client.Get(made.Location!)).Expect(200).Json })
                    Assert.Equal((sku, text, text), (beer.GetProperty("sku").GetString(), beer.GetProperty("name").GetString(), beer.GetProperty("image").GetString()));
                (await gateway.Client.Send(HttpMethod.Put, "/api/orders/current", GatewayClient.Json(new { sku, quantity = 1 }), me)).Expect(201);
            }
            var skus = texts.Select(text => Cut(text, 50)).Order(StringComparer.Ordinal).ToList();
            var order = (await gateway.Client.Post("/api/orders/checkout", "", me)).Expect(200);
            Assert.Equal(skus, order["beers"].EnumerateArray().Select(line => line.GetProperty("sku").GetString()!).Order(StringComparer.Ordinal));
            await SaysAsync((await gateway.Client.Get("/api/invoices", me)).Expect(200).Items[^1].GetProperty("id").GetString()!, texts, me);
            foreach (var sku in skus)
                (await gateway.Client.Delete($"/api/beers/{Uri.EscapeDataString(sku)}", Operator)).ExpectStatus(204);
        }
    }

    [Fact]
    public async Task A_naughty_string_is_a_name_of_a_user_like_any_other()
    {
        // As many in one name as it takes: each user costs a slow hash.
        foreach (var (n, name) in Packed(100).Index())
        {
            var username = $"naughty {n} {Guid.NewGuid():N}"[..40];
            var body = new { username, mail = $"{Guid.NewGuid():N}@example.org", first_name = name, last_name = name, password = SecuredGateway.Password };
            var made = (await gateway.Client.Post("/api/users/register", body)).Expect(201);
            var listed = Assert.Single((await gateway.Client.Get($"/api/users?username={Uri.EscapeDataString(username)}", Admin)).Expect(200).Items);
            foreach (var user in new[] { made.Json, listed })
                Assert.Equal((name, name), (user.GetProperty("first_name").GetString(), user.GetProperty("last_name").GetString()));
        }
    }

    [Fact]
    public async Task A_naughty_string_is_no_user_no_password_and_no_token()
    {
        // Each of them costs a slow hash, or a delay: a few.
        foreach (var text in NaughtyStrings.All.Where(text => text.Contains('\'', StringComparison.Ordinal)).Take(10).Select(text => Cut(text, 50)))
        {
            (await gateway.Client.Get($"/api/users/exists?username={Uri.EscapeDataString(text)}")).ExpectStatus(404);
            (await gateway.Client.Post("/api/users/login", new { username = text, password = text })).ExpectProblem(401, "login-failed");
        }
        foreach (var text in NaughtyStrings.All)
        {
            (await gateway.Client.Post("/api/users/check_token", new { token = text })).ExpectProblem(404, "not-found");
            if (text.All(c => c is > ' ' and < '\u007f'))
                (await gateway.Client.Get("/api/users/me", ("Authorization", $"Bearer {text}"))).ExpectProblem(401, "token-invalid");
        }
    }

    [Fact]
    public async Task A_naughty_string_is_the_name_of_a_key_like_any_other()
    {
        // There are 200 at most.
        foreach (var texts in NaughtyStrings.All.Chunk(50))
        {
            var names = new Dictionary<string, string>();
            foreach (var text in texts)
            {
                var made = (await gateway.Client.Post("/api/keys", new { name = text, scopes = Scopes }, Admin)).Expect(201);
                Assert.Equal(text, made["name"].GetString());
                names[made.Id] = text;
            }
            var listed = (await gateway.Client.Pages("/api/keys", Admin)).SelectMany(page => page.Items).ToDictionary(key => key.GetProperty("id").GetString()!, key => key.GetProperty("name").GetString());
            foreach (var (id, name) in names)
            {
                Assert.Equal(name, listed[id]);
                (await gateway.Client.Delete($"/api/keys/{id}", Admin)).ExpectStatus(204);
            }
        }
    }

    [Fact]
    public async Task A_naughty_string_is_a_reference_of_a_payment_like_any_other()
    {
        var customer = await gateway.Client.RegisterAsync();
        foreach (var text in NaughtyStrings.All)
        {
            (await gateway.Client.Post("/api/payments", new { customer = text, amount = "1.00", method = "transfer" }, Operator)).ExpectStatus(422);
            var paid = (await gateway.Client.Post("/api/payments", new { customer, amount = "1.00", method = "transfer", reference = text }, Operator)).Expect(201);
            Assert.Equal($"transfer, {text}", paid["text"].GetString());
        }
        var account = (await gateway.Client.Get($"/api/account?customer={customer}", Operator)).Expect(200);
        Assert.Equal(NaughtyStrings.All.Select(text => $"transfer, {text}").Order(StringComparer.Ordinal), account["entries"].EnumerateArray().Select(e => e.GetProperty("text").GetString()!).Order(StringComparer.Ordinal));
    }

    private async Task SaysAsync(string invoice, IReadOnlyList<string> texts, (string, string) me)
    {
        var lines = (await gateway.Client.Get($"/api/invoices/{invoice}", me)).Expect(200)["lines"].EnumerateArray().Select(line => line.GetProperty("text").GetString()!).ToList();
        Assert.All(texts, text => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal)));
        var page = (await gateway.Client.Get($"/api/invoices/{invoice}", me, ("Accept", "text/html"))).Text;
        Assert.All((string[])["<script>", "<img", "<!--", "<?xml"], tag => Assert.DoesNotContain(tag, page, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts.Where(text => text.All(char.IsAsciiLetterOrDigit)), text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    private static string Cut(string text, int runes) => string.Concat(text.EnumerateRunes().Take(runes));

    /// <summary>All of them, in texts of at most so many characters.</summary>
    private static IEnumerable<string> Packed(int runes)
    {
        var packed = "";
        foreach (var text in NaughtyStrings.All)
        {
            if ((packed + text).EnumerateRunes().Count() > runes)
            {
                yield return packed;
                packed = "";
            }
            packed += text;
        }
        yield return packed;
    }
}
