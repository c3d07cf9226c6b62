using System.Text.Json;

namespace Inventory.Tests.Gateway.Webhooks;

public sealed class PaymentWebhookTests(PaymentGateway gateway) : IClassFixture<PaymentGateway>
{
    [Fact]
    public async Task A_reported_payment_settles_what_is_due_once_however_often_it_is_reported()
    {
        var customer = await NewCustomerAsync();
        var (body, id) = (Body(customer, "5.00"), $"{Guid.NewGuid()}");
        (await gateway.Report(body, id)).ExpectStatus(204);
        (await gateway.Report(body, id)).ExpectStatus(204);
        (await gateway.Report(Body(customer, "5.00", timestamp: "2026-12-01T10:00:01Z"), id)).ExpectStatus(204);
        Assert.Equal(["-1.00", "-5.00"], await AmountsAsync(customer));
        (await gateway.Report(Body(customer, "6.00"), id)).ExpectProblem(422, "idempotency-key-reused");
        (await gateway.Report(body)).ExpectStatus(204);
        Assert.Equal(["-1.00", "-5.00", "-5.00"], await AmountsAsync(customer));
    }

    [Fact]
    public async Task A_payment_that_was_reported_before_a_crash_is_known_after_it()
    {
        var customer = await NewCustomerAsync();
        var (body, id) = (Body(customer, "5.00"), $"{Guid.NewGuid()}");
        (await gateway.Report(body, id)).ExpectStatus(204);
        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        (await gateway.Report(body, id)).ExpectStatus(204);
        Assert.Equal(["-1.00", "-5.00"], await AmountsAsync(customer));
    }

    [Fact]
    public async Task A_user_is_known_before_it_owes_anything_and_either_secret_is_good()
    {
        var (username, mail) = ($"user {Guid.NewGuid():N}", $"{Guid.NewGuid():N}@example.org");
        var user = (await gateway.Client.Post("/api/users/register",
            new { username, mail, first_name = "A", last_name = "B", password = "correct horse battery" })).Expect(201);
        (await gateway.Report(Body(user.Id, "7.00"), secret: PaymentGateway.OldSecret)).ExpectStatus(204);
        Assert.Equal(["-7.00"], await AmountsAsync(user.Id));
    }

    [Fact]
    public async Task What_is_not_signed_well_is_refused_and_changes_nothing()
    {
        var customer = await NewCustomerAsync();
        var body = Body(customer, "5.00");
        (await gateway.Client.Post(PaymentGateway.Path, body)).ExpectProblem(401, "signature-invalid");
        (await gateway.Client.Post(PaymentGateway.Path, "no json")).ExpectProblem(401, "signature-invalid");
        (await gateway.Report(body, secret: $"whsec_{new string('B', 32)}")).ExpectProblem(401, "signature-invalid");
        (await gateway.Report(body, secondsAgo: 400)).ExpectProblem(401, "signature-invalid");
        (await gateway.Report(body, secondsAgo: -400)).ExpectProblem(401, "signature-invalid");
        (await gateway.Client.Post(PaymentGateway.Path, body, ("webhook-id", "1"))).ExpectProblem(401, "signature-invalid");
        Assert.Equal(["-1.00"], await AmountsAsync(customer));
    }

    [Theory]
    [InlineData("""{"type":"payment.received"}""", "#/data")]
    [InlineData("""{"type":"payment.received","data":{}}""", "#/data/customer", "#/data/amount", "#/data/method", "#/data/currency")]
    [InlineData("""{"type":"payment.received","data":{"customer":"x","amount":"-1.00","currency":"USD","method":"gold"}}""",
        "#/data/amount", "#/data/method", "#/data/currency")]
    [InlineData("""{"type":"payment.received","data":{"customer":"nobody","amount":"1.00","currency":"EUR","method":"card"}}""",
        "#/data/customer")]
    public async Task What_is_wrong_is_told_with_every_fault(string body, params string[] pointers) =>
        (await gateway.Report(body)).ExpectFaults(pointers);

    [Theory]
    [InlineData("""{"type":"payment.refunded","data":{"amount":17}}""")]
    [InlineData("""{"type":"customer.created","data":[]}""")]
    [InlineData("{}")]
    public async Task Events_that_nobody_waits_for_are_taken_and_nothing_comes_of_them(string body) =>
        (await gateway.Report(body)).ExpectStatus(204);

    [Fact]
    public async Task What_cannot_be_read_is_refused_as_everywhere()
    {
        (await gateway.Report("no json")).ExpectProblem(400, "malformed");
        (await gateway.Report("""{"type":"payment.received","data":{"amount":17}}""")).ExpectProblem(400, "malformed");
        (await gateway.Report("{}", contentType: "text/plain")).ExpectProblem(415, "unsupported-media-type");
        (await gateway.Report($$"""{"type":"{{new string('x', 1024 * 1024)}}"}""")).ExpectProblem(413, "body-too-large");
    }

    private static string Body(string customer, string amount, string timestamp = "2026-12-01T10:00:00Z") => JsonSerializer.Serialize(new
    {
        type = "payment.received",
        timestamp,
        data = new { customer, amount, currency = "EUR", method = "card", reference = "4711" },
    });

    /// <summary>Somebody who has an account already.</summary>
    private async Task<string> NewCustomerAsync()
    {
        var customer = await gateway.Client.RegisterAsync();
        (await gateway.Client.Post("/api/payments", new { customer, amount = "1.00", method = "cash" })).Expect(201);
        return customer;
    }

    private async Task<List<string?>> AmountsAsync(string customer)
    {
        var account = (await gateway.Client.Get($"/api/account?customer={Uri.EscapeDataString(customer)}")).Expect(200);
        return [.. account["entries"].EnumerateArray().Select(entry => entry.GetProperty("amount").GetString())];
    }
}
