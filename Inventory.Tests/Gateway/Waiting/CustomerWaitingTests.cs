using static Inventory.Tests.Gateway.Quotas.QuotaGateway;

namespace Inventory.Tests.Gateway.Waiting;

/// <summary>Customers who wait: privately, within their quotas, and for a price where there is one.</summary>
public sealed class CustomerWaitingTests
{
    private const string From = "2031-12-01T10:00:00Z";
    private const string To = "2031-12-01T12:00:00Z";

    private static readonly object Wanted = new { from_datetime = From, to_datetime = To, allocation_type = "booking" };

    private static readonly string[] TwoRunways = ["of=customer", "types:0=runways", "measure=count", "per=active", "limit=2"];

    [Fact]
    public async Task A_customer_sees_only_its_own_entries_and_is_granted_in_turn()
    {
        await using var gateway = await StartAsync(TwoRunways);
        var client = gateway.Client;
        var (ann, bob) = (await gateway.CustomerAsync(), await gateway.CustomerAsync());
        var runway = await gateway.NewAsync();
        var taken = (await gateway.AllocateAsync(runway, gateway.Root, From, To)).Expect(201);
        var first = (await client.Post($"{runway}/waiting", Wanted, ann.Token)).Expect(201);
        var second = (await client.Post($"{runway}/waiting", Wanted, bob.Token)).Expect(201);
        Assert.Equal((1, 2), (first["position"].GetInt32(), second["position"].GetInt32()));
        (await client.Get(first.Location!, bob.Token)).ExpectProblem(404, "not-found");
        (await client.Delete(first.Location!, bob.Token)).ExpectProblem(404, "not-found");
        Assert.Single((await client.Get($"{runway}/waiting", bob.Token)).Items);
        Assert.Equal(2, (await client.Get($"{runway}/waiting", gateway.Root)).Items.Count);

        (await client.Delete(taken.Location!, gateway.Root)).Expect(204);
        Assert.Equal("granted", (await client.Get(first.Location!, ann.Token)).Expect(200)["status"].GetString());
        Assert.Equal(("waiting", 1), ((await client.Get(second.Location!, bob.Token)).Expect(200)["status"].GetString(), (await client.Get(second.Location!, bob.Token))["position"].GetInt32()));
        (await client.Post($"{first.Location}/accept", new { }, bob.Token)).ExpectProblem(404, "not-found");
        (await client.Post($"{first.Location}/decline", new { }, ann.Token)).Expect(200);
        var accepted = (await client.Post($"{second.Location}/accept", new { }, bob.Token)).Expect(200);
        Assert.Equal(("accepted", bob.Id), (accepted["status"].GetString(), accepted["allocation"].GetProperty("owner").GetString()));
    }

    [Fact]
    public async Task Who_waits_counts_in_the_quota_until_it_waits_no_more()
    {
        await using var gateway = await StartAsync(TwoRunways);
        var client = gateway.Client;
        var me = await gateway.CustomerAsync();
        var runway = await gateway.NewAsync();
        (await gateway.AllocateAsync(runway, gateway.Root, From, To)).Expect(201);
        var entry = (await client.Post($"{runway}/waiting", Wanted, me.Token)).Expect(201);
        (await gateway.AllocateAsync(runway, me.Token, "2031-12-02T10:00:00Z", "2031-12-02T12:00:00Z")).Expect(201);
        (await gateway.AllocateAsync(runway, me.Token, "2031-12-03T10:00:00Z", "2031-12-03T12:00:00Z")).ExpectProblem(409, "quota");
        (await client.Delete(entry.Location!, me.Token)).Expect(204);
        (await gateway.AllocateAsync(runway, me.Token, "2031-12-03T10:00:00Z", "2031-12-03T12:00:00Z")).Expect(201);
        (await client.Post($"{runway}/waiting", Wanted, me.Token)).ExpectProblem(409, "quota");
    }

    [Fact]
    public async Task What_has_a_price_is_accepted_as_a_booking_and_charged_once()
    {
        await using var gateway = await StartAsync(["of=customer", "types:0=cars", "measure=count", "per=active", "limit=1"]);
        var client = gateway.Client;
        var me = await gateway.CustomerAsync();
        var car = (await client.Post("/api/cars", new { name = "Car1" }, gateway.Root)).Expect(201).Location!;
        var taken = (await gateway.AllocateAsync(car, gateway.Root, From, To)).Expect(201);
        var entry = (await client.Post($"{car}/waiting", Wanted, me.Token)).Expect(201);
        (await client.Delete(taken.Location!, gateway.Root)).Expect(204);
        (await client.Post($"{car}/allocations/{entry["id"].GetString()}/confirm", new { }, me.Token)).ExpectProblem(403, "bookings-only");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.Post($"{entry.Location}/accept", new { }, me.Token)));
        Assert.All(answers, answer => Assert.Equal("accepted", answer.Expect(200)["status"].GetString()));
        var booking = (await client.Get($"/api/bookings/{answers[0]["booking"].GetString()}", me.Token)).Expect(200);
        Assert.Equal("confirmed", booking["status"].GetString());
        Assert.Single((await client.Get("/api/bookings", me.Token)).Items);
        Assert.Single((await client.Get("/api/invoices", me.Token)).Items);
        Assert.Equal("accepted", (await client.Get(entry.Location!, me.Token)).Expect(200)["status"].GetString());
        (await client.Get(entry.Location!, (await gateway.CustomerAsync()).Token)).ExpectProblem(404, "not-found");
        // The booking counts, and the entry no more beside it.
        Assert.Equal(1, (await client.Get("/api/quotas/me", me.Token)).Items[0].GetProperty("used").GetInt32());
        (await client.Delete(booking.Path, me.Token)).Expect(200);
        Assert.Equal(0, (await client.Get("/api/quotas/me", me.Token)).Items[0].GetProperty("used").GetInt32());
        (await gateway.AllocateAsync(car, gateway.Root, From, To)).Expect(201);
    }
}
