using System.Text;
using Inventory.Tests.Gateway.Events;
using Inventory.Tests.Gateway.Imports;
using Inventory.Tests.Gateway.Security;
using Inventory.Tests.Gateway.Webhooks;
using Inventory.Tests.Grains.Webhooks;

namespace Inventory.Tests.Gateway.Api;

/// <summary>Each operation of the document is called once with success; the client compares every answer with the document.</summary>
public sealed class OpenApiStoryTests : IAsyncLifetime
{
    private static readonly string[] Settings =
    [
        "--Inventory:Auth:Mode", "Required",
        "--Inventory:Auth:Admin:Username", "root",
        "--Inventory:Auth:Admin:Password", SecuredGateway.Password,
        "--Inventory:RateLimits:LoginsPerMinute", "0",
        "--Inventory:Webhooks:Payments:Secrets:0", Endpoints.Secret,
        "--Inventory:Types:6:Name", "Lot", "--Inventory:Types:6:Path", "lots", "--Inventory:Types:6:Kind", "pool",
        "--Inventory:Quotas:0:name", "week", "--Inventory:Quotas:0:of", "customer", "--Inventory:Quotas:0:types:0", "cars",
        "--Inventory:Quotas:0:measure", "hours", "--Inventory:Quotas:0:per", "week", "--Inventory:Quotas:0:limit", "100",
    ];

    private static readonly string[] Scopes = ["allocations"];

    private readonly HashSet<string> _called = [];
    private InProcessGateway _gateway = null!;
    private OpenApiJudge _judge = null!;
    private (string, string) _admin;
    private (string, string) _customer;
    private string _customerId = "";

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync(Settings);
        _judge = await OpenApiJudge.Instance;
        _admin = await LoginAsync("root");
        _customerId = (await RegisterAsync("ada")).Id;
        _customer = await LoginAsync("ada");
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Every_operation_is_answered_as_the_document_says()
    {
        await CallServiceAsync();
        await CallResourcesAsync();
        await CallImportsAsync();
        await CallBookingsAsync();
        await CallShopAsync();
        await CallUsersAsync();
        Assert.Equal(_judge.Operations.Order(), _called.Order());
    }

    private async Task CallServiceAsync()
    {
        foreach (var path in new[] { "/health/live", "/health/ready", "/api/types", "/api/events?limit=2", "/api/webhooks/deliveries", "/api/silos", "/api/silos/metrics" })
            await CallAsync(HttpMethod.Get, path, _admin);
        var operations = new object[] { new { id = "1", method = "GET", path = "/api/types" }, new { id = "2", method = "GET", path = "/api/nothing", headers = new { Accept = "application/json" } } };
        await CallAsync(HttpMethod.Post, "/api/batch", _admin, new { operations });
    }

    private async Task CallImportsAsync()
    {
        var import = See((await _gateway.Client.ImportAsync("type=trucks&of=resources&mode=check", "name\r\nTruck1\r\n", _admin)).ExpectStatus(202));
        await CallAsync(HttpMethod.Get, "/api/imports", _admin);
        await CallAsync(HttpMethod.Get, import.Location!, _admin);
        await CallAsync(HttpMethod.Get, $"{import.Location}/refused.csv", _admin);
        await CallAsync(HttpMethod.Delete, import.Location!, _admin);
    }

    private async Task CallResourcesAsync()
    {
        var runway = (await CallAsync(HttpMethod.Post, "/api/runways", _admin, new { name = "North", attributes = new { length = 3_000 } })).Location!;
        await CallAsync(HttpMethod.Get, "/api/runways?attributes.length=3000", _admin);
        await CallAsync(HttpMethod.Get, runway, _admin);
        await CallAsync(HttpMethod.Patch, runway, _admin, new { name = "South" });
        var time = new { from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-01T11:00:00Z", allocation_type = "landing", dump = new { pilot = "Ada" }, hold_seconds = 600 };
        var allocation = (await CallAsync(HttpMethod.Post, $"{runway}/allocations", _admin, time)).Location!;
        await CallAsync(HttpMethod.Get, $"{runway}/allocations", _admin);
        await CallAsync(HttpMethod.Get, allocation, _admin);
        await CallAsync(HttpMethod.Patch, allocation, _admin, new { description = "late" });
        await CallAsync(HttpMethod.Post, $"{allocation}/confirm", _admin);
        await CallAsync(HttpMethod.Get, "/api/runways.csv", _admin);
        await CallAsync(HttpMethod.Get, "/api/runways/allocations.csv", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/calendar.ics", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/freebusy.ics", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/free", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/slots?from=2036-12-01T10:00:00Z&to=2036-12-01T12:00:00Z", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/history", _admin);
        await CallAsync(HttpMethod.Get, $"{runway}/refusals", _admin);
        await CallAsync(HttpMethod.Put, $"{runway}/policy", _admin, new { hours = new { time_zone = "Europe/Copenhagen" } });
        await CallAsync(HttpMethod.Get, $"{runway}/policy", _admin);
        const string Holidays = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20361224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        See((await _gateway.Client.Send(HttpMethod.Put, $"{runway}/policy/holidays", GatewayClient.Raw(Holidays, "text/calendar"), _admin)).Expect(200));
        await CallAsync(HttpMethod.Get, $"{runway}/opening?from=2036-12-01T00:00:00Z&to=2036-12-31T00:00:00Z", _admin);
        await CallLateAsync(runway);
        await CallDecisionsAsync(runway);
        await CallAsync(HttpMethod.Put, $"{runway}/policy", _admin, new { });
        await CallWaitingAsync("/api/runways", $"{runway}/waiting");
        await CallWaitingAsync("/api/runways", "/api/runways/waiting");
        await CallAsync(HttpMethod.Delete, allocation, _admin);
        await CallAsync(HttpMethod.Get, "/api/runways/available", _admin);
        await CallAsync(HttpMethod.Get, "/api/runways/timeline", _admin);
        // Opened: it has no end.
        await using (await EventListener.OpenAsync(_gateway.Address, token: _admin.Item2["Bearer ".Length..], path: "/api/runways/changes"))
            _called.Add("streamChanges");
        await CallAsync(HttpMethod.Post, "/api/runways/allocations", _admin, new { from_infinity = true, to_infinity = true, allocation_type = "works" });
        await CallAsync(HttpMethod.Delete, $"{runway}?force=true", _admin);
    }

    private async Task CallLateAsync(string runway)
    {
        await CallAsync(HttpMethod.Put, $"{runway}/policy", _admin, new { });
        var late = (await CallAsync(HttpMethod.Post, "/api/runways/allocations", _admin, new
        {
            bind = "late", from_datetime = "2036-12-03T10:00:00Z", to_datetime = "2036-12-03T11:00:00Z", allocation_type = "landing", hold_seconds = 600,
        })).Location!;
        await CallAsync(HttpMethod.Get, late, _admin);
        await CallAsync(HttpMethod.Post, $"{late}/confirm", _admin);
        await CallAsync(HttpMethod.Post, $"{late}/bind", _admin, new { resource = runway[^36..] });
        await CallAsync(HttpMethod.Post, $"{late}/check-in", _admin);
        await CallAsync(HttpMethod.Delete, late, _admin);
    }

    private async Task CallWaitingAsync(string type, string list)
    {
        var wanted = new { from_datetime = "2027-09-02T10:00:00Z", to_datetime = "2027-09-02T11:00:00Z", allocation_type = "landing" };
        foreach (var end in new[] { "decline", "accept" })
        {
            while ((await _gateway.Client.Post($"{type}/allocations", wanted, _admin)).Status == 201)
            {
            }
            var entry = (await CallAsync(HttpMethod.Post, list, _customer, wanted)).Location!;
            await CallAsync(HttpMethod.Get, list, _customer);
            await CallAsync(HttpMethod.Get, entry, _customer);
            await FreeAsync(type);
            await Eventually.HoldsAsync(async () => (await _gateway.Client.Get(entry, _customer))["status"].GetString() == "granted", () => "It is not granted.");
            await CallAsync(HttpMethod.Post, $"{entry}/{end}", _customer);
            if (end == "decline")
                await CallAsync(HttpMethod.Delete, entry, _customer);
            await FreeAsync(type);
        }
    }

    private async Task FreeAsync(string type)
    {
        foreach (var id in (await _gateway.Client.Get(type, _admin)).Items.Select(resource => resource.GetProperty("id").GetString()))
            foreach (var taken in (await _gateway.Client.Get($"{type}/{id}/allocations?from=2027-09-02T10:00:00Z&to=2027-09-02T11:00:00Z", _admin)).Items.Where(one => one.GetProperty("status").GetString() == "firm"))
                (await _gateway.Client.Delete($"{type}/{id}/allocations/{taken.GetProperty("id").GetString()}", _admin)).Expect(204);
    }

    private async Task CallDecisionsAsync(string runway)
    {
        await CallAsync(HttpMethod.Put, $"{runway}/policy", _admin, new { approval = new { }, check_in = new { opens = "P3000D", closes = "PT10M", on_miss = "release" } });
        foreach (var decision in new[] { "decline", "approve" })
        {
            var requested = (await CallAsync(HttpMethod.Post, $"{runway}/allocations", _customer, new { from_datetime = "2027-03-02T10:00:00Z", to_datetime = "2027-03-02T11:00:00Z", allocation_type = "landing" })).Location!;
            await CallAsync(HttpMethod.Get, "/api/approvals", _admin);
            await CallAsync(HttpMethod.Post, $"{requested}/{decision}", _admin, new { });
            if (decision == "approve")
            {
                await CallAsync(HttpMethod.Post, $"{requested}/check-in", _customer);
                await CallAsync(HttpMethod.Delete, requested, _admin);
            }
        }
        var begun = new { from_infinity = true, to_datetime = "2027-03-01T10:00:00Z", allocation_type = "landing" };
        await CallAsync(HttpMethod.Put, $"{runway}/policy", _admin, new { });
        var open = (await CallAsync(HttpMethod.Post, $"{runway}/allocations", _admin, begun)).Location!;
        await CallAsync(HttpMethod.Post, $"{open}/check-out", _admin);
        await CallAsync(HttpMethod.Delete, open, _admin);
        var rule = new { time_zone = "Europe/Copenhagen", from_local = "2037-01-05T09:00", duration = "PT1H", rrule = "FREQ=DAILY;COUNT=3", allocation_type = "training" };
        var series = (await CallAsync(HttpMethod.Post, $"{runway}/series", _admin, rule)).Location!;
        await CallAsync(HttpMethod.Get, series, _admin);
        await CallAsync(HttpMethod.Get, $"/api/series?resource={runway[^36..]}&limit=1", _admin);
        await CallAsync(HttpMethod.Patch, $"{series}?from=2037-01-06T09:00", _admin, new { description = "second half" });
        await CallAsync(HttpMethod.Delete, $"{series}?from=2037-01-07T09:00", _admin);
        var first = (await CallAsync(HttpMethod.Get, series, _admin))["occurrences"][0];
        await CallAsync(HttpMethod.Delete, $"{runway}/allocations/{first.GetProperty("id").GetString()}", _admin);
        await CallAsync(HttpMethod.Post, $"{series}/occurrences/2037-01-05T09:00:00", _admin);
        await CallAsync(HttpMethod.Delete, series, _admin);
        var lot = (await CallAsync(HttpMethod.Post, "/api/lots", _admin, new { name = "P1", units = 40 })).Location!;
        await CallAsync(HttpMethod.Get, $"{lot}/load", _admin);
    }

    private async Task CallBookingsAsync()
    {
        var car = (await CallAsync(HttpMethod.Post, "/api/cars", _admin, new { name = "Car1" })).Location!["/api/".Length..];
        await CallAsync(HttpMethod.Get, "/api/quote?type=cars&from=2026-12-01T10:00:00Z&to=2026-12-03T10:00:00Z", _customer);
        var later = await BookAsync("2027-06-01", _customer);
        await CallAsync(HttpMethod.Get, later, _customer);
        await CallAsync(HttpMethod.Get, "/api/bookings", _customer);
        var confirmed = await CallAsync(HttpMethod.Post, $"{later}/confirm", _customer);
        var invoice = $"/api/invoices/{confirmed["invoice"].GetString()}";
        await CallAsync(HttpMethod.Get, invoice, _customer);
        Assert.StartsWith("text/html", (await _gateway.Client.Get(invoice, _customer, ("Accept", "text/html"))).ContentType, StringComparison.Ordinal);
        await CallAsync(HttpMethod.Patch, later, _customer, new { items = new[] { new { to_datetime = "2027-06-01T13:00:00Z" } } });
        await CallAsync(HttpMethod.Delete, later, _customer);
        var two = new[] { ItemOn("2027-07-01"), ItemOn("2027-07-02") };
        var both = (await CallAsync(HttpMethod.Post, "/api/bookings", _customer, new { items = two })).Location!;
        await CallAsync(HttpMethod.Post, $"{both}/confirm", _customer);
        await CallAsync(HttpMethod.Delete, $"{both}/items/0", _customer);
        // An operator books what began, for the tariff to have something to say.
        var begun = await BookAsync("2026-06-01", _admin);
        await CallAsync(HttpMethod.Post, $"{begun}/confirm", _admin);
        await CallAsync(HttpMethod.Post, $"{begun}/return", _admin, new { });

        await CallAsync(HttpMethod.Post, "/api/payments", _admin, new { customer = _customerId, amount = "1.00", method = "cash" });
        var payment = $$$"""{"type":"payment.received","data":{"customer":"{{{_customerId}}}","amount":"2.00","currency":"EUR","method":"card"}}""";
        See(await _gateway.Client.Post(PaymentGateway.Path, payment, PaymentGateway.Sign(payment)));
        await CallAsync(HttpMethod.Get, "/api/account", _customer);
        await CallAsync(HttpMethod.Get, "/api/quotas/me", _customer);
        await CallAsync(HttpMethod.Get, "/api/invoices", _customer);

        async Task<string> BookAsync(string day, (string, string) caller) =>
            (await CallAsync(HttpMethod.Post, "/api/bookings", caller, new { items = new[] { ItemOn(day) }, hold_seconds = 600 })).Location!;

        object ItemOn(string day) => new { resource = car, from_datetime = $"{day}T10:00:00Z", to_datetime = $"{day}T12:00:00Z" };
    }

    private async Task CallShopAsync()
    {
        var beer = (await CallAsync(HttpMethod.Post, "/api/beers", _admin, new { sku = "ipa", name = "IPA", price = "1.19", stock = 24 })).Location!;
        await CallAsync(HttpMethod.Get, "/api/beers", _customer);
        await CallAsync(HttpMethod.Get, beer, _customer);
        await CallAsync(HttpMethod.Put, beer, _admin, new { name = "India Pale Ale", price = "1.29" });
        await CallAsync(HttpMethod.Put, "/api/orders/current", _customer, new { sku = "ipa", quantity = 1 });
        await CallAsync(HttpMethod.Delete, "/api/orders/current?sku=ipa", _customer);
        await CallAsync(HttpMethod.Put, "/api/orders/current", _customer, new { sku = "ipa", quantity = 2 });
        await CallAsync(HttpMethod.Get, "/api/orders/current", _customer);
        var order = await CallAsync(HttpMethod.Post, "/api/orders/checkout", _customer);
        await CallAsync(HttpMethod.Get, "/api/orders", _customer);
        await CallAsync(HttpMethod.Get, $"/api/orders/{order.Id}", _customer);
        await CallAsync(HttpMethod.Delete, beer, _admin);
    }

    private async Task CallUsersAsync()
    {
        var (eve, other) = ((await RegisterAsync("eve")).Id, await LoginAsync("eve"));
        await CallAsync(HttpMethod.Get, "/api/users/exists?username=eve", _admin);
        await CallAsync(HttpMethod.Get, "/api/users", _admin);
        foreach (var path in new[] { "", "/changes", "/data" })
            await CallAsync(HttpMethod.Get, $"/api/users/{_customerId}{path}", _admin);
        await CallAsync(HttpMethod.Patch, $"/api/users/{eve}", _admin, new { group = "students" });
        await CallAsync(HttpMethod.Put, $"/api/users/{eve}/role", _admin, new { role = "operator" });
        var reset = await CallAsync(HttpMethod.Post, $"/api/users/{eve}/password_resets", _admin);
        await CallAsync(HttpMethod.Post, "/api/users/reset_password", _customer, new { token = reset["token"].GetString(), new_password = SecuredGateway.Password });
        other = await LoginAsync("eve");
        await CallAsync(HttpMethod.Post, "/api/users/check_token", _admin, new { token = other.Item2["Bearer ".Length..] });
        await CallAsync(HttpMethod.Post, "/api/users/logout", _admin, new { token = other.Item2["Bearer ".Length..] });
        await CallAsync(HttpMethod.Get, "/api/users/me", _customer);
        await CallAsync(HttpMethod.Get, "/api/users/me/data", _customer);
        await CallAsync(HttpMethod.Get, "/api/users/me/calendar.ics", _customer);
        await CallAsync(HttpMethod.Get, "/api/users/me/freebusy.ics", _customer);
        var token = await CallAsync(HttpMethod.Post, "/api/calendar-tokens", _customer, new { name = "Phone" });
        await CallAsync(HttpMethod.Get, "/api/calendar-tokens", _customer);
        await CallAsync(HttpMethod.Delete, $"/api/calendar-tokens/{token.Id}", _customer);
        await CallAsync(HttpMethod.Put, "/api/users/me/password", _customer, new { password = SecuredGateway.Password, new_password = "battery staple horse" });
        await CallAsync(HttpMethod.Delete, "/api/users/me/tokens", _customer);
        var key = await CallAsync(HttpMethod.Post, "/api/keys", _admin, new { name = "parking", scopes = Scopes });
        await CallAsync(HttpMethod.Get, "/api/keys", _admin);
        await CallAsync(HttpMethod.Delete, $"/api/keys/{key.Id}", _admin);
        await CallAsync(HttpMethod.Post, "/api/users/me/erase", await LoginAsync("eve"), new { password = SecuredGateway.Password });
        var bob = (await RegisterAsync("bob")).Id;
        await CallAsync(HttpMethod.Delete, $"/api/users/{bob}/tokens", _admin);
        await CallAsync(HttpMethod.Delete, $"/api/users/{bob}", _admin);
    }

    private async Task<(string, string)> LoginAsync(string username) =>
        SecuredGateway.As(See(await _gateway.Client.Post("/api/users/login", new { username, password = SecuredGateway.Password }))["token"].GetString()!);

    private async Task<Answer> RegisterAsync(string username) => See(await _gateway.Client.Post(
        "/api/users/register", new { username, mail = $"{username}@example.org", first_name = "A", last_name = "B", password = SecuredGateway.Password }));

    private async Task<Answer> CallAsync(HttpMethod method, string path, (string, string) caller, object? body = null) =>
        See(await _gateway.Client.Send(method, path, body is null ? null : GatewayClient.Json(body), caller));

    private Answer See(Answer answer)
    {
        Assert.True(answer.Status is >= 200 and < 300, $"{answer.Request}: {answer.Status}: {Encoding.UTF8.GetString(answer.Body)}");
        _called.Add(_judge.Find(answer)!.Id);
        return answer;
    }
}
