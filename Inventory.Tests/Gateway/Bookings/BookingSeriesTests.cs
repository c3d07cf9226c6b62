using System.Text.Json;

namespace Inventory.Tests.Gateway.Bookings;

public sealed class BookingSeriesTests(SharedGateway gateway)
{
    private const string Until = "2037-01-19T11:00:00Z";

    [Fact]
    public async Task A_series_is_booked_as_one_item_and_paid_and_cancelled()
    {
        var (car, single) = (await gateway.Client.Create(), await gateway.Client.Create());
        var other = new { resource = single["/api/".Length..], from_datetime = "2037-01-05T08:00:00Z", to_datetime = "2037-01-05T10:00:00Z" };
        var held = (await BookAsync(Item(car, "FREQ=WEEKLY;COUNT=3"), other)).Expect(201);
        var (series, price) = (held["items"][0], held["items"][1].GetProperty("price").GetString());
        Assert.Equal(2, held["items"].GetArrayLength());
        Assert.Equal(("63.00", "21.00", "84.00"), (series.GetProperty("price").GetString(), price, held["total"].GetString()));
        Assert.Equal(JsonValueKind.Null, series.GetProperty("allocation_id").ValueKind);
        Assert.Equal(("2037-01-05T08:00:00Z", "2037-01-19T10:00:00Z"), (series.GetProperty("from_datetime").GetString(), series.GetProperty("to_datetime").GetString()));
        Assert.Equal(("Europe/Copenhagen", "FREQ=WEEKLY;COUNT=3"), (series.GetProperty("series").GetProperty("time_zone").GetString(), series.GetProperty("series").GetProperty("rrule").GetString()));
        Assert.Equal(["2037-01-05T09:00:00", "2037-01-12T09:00:00", "2037-01-19T09:00:00"], Occurrences(held).Select(one => one.GetProperty("recurrence_id").GetString()));
        Assert.Equal(3, (await gateway.Client.Get($"{car}/allocations")).Expect(200).Items.Count(allocation => allocation.GetProperty("status").GetString() == "held"));
        Assert.Equal(held.Text, (await gateway.Client.Get(held.Location!)).Expect(200).Text);

        var firm = (await gateway.Client.Post($"{held.Location}/confirm", "")).Expect(200);
        Assert.Equal(["63.00", "21.00"], (await gateway.Client.Get($"/api/invoices/{firm["invoice"].GetString()}")).Expect(200)["lines"].EnumerateArray().Select(line => line.GetProperty("amount").GetString()));
        var left = (await gateway.Client.Delete($"{held.Location}/items/0")).Expect(200);
        Assert.Equal(("confirmed", "63.00"), (left["status"].GetString(), left["refund"].GetString()));
        Assert.All(Occurrences(left), one => Assert.Equal("21.00", one.GetProperty("refund").GetString()));
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Expect(200).Items);
        Assert.Single((await gateway.Client.Get($"{single}/allocations")).Expect(200).Items);
    }

    [Fact]
    public async Task An_occurrence_that_is_taken_is_named_and_nothing_is_held()
    {
        var (car, free) = (await gateway.Client.Create(), await gateway.Client.Create());
        var other = (await gateway.Client.Allocate(car, "2037-01-12T09:30:00Z", Until)).Expect(201);
        var refused = (await BookAsync(Item(free, "FREQ=WEEKLY;COUNT=2"), Item(car, "FREQ=WEEKLY;COUNT=3"))).ExpectProblem(409, "series-conflict");
        Assert.Equal("#/items/1", refused["errors"][0].GetProperty("pointer").GetString());
        var taken = refused["occurrences"].EnumerateArray().ToList();
        Assert.Equal(["2037-01-12T09:00:00", "2037-01-19T09:00:00"], taken.Select(one => one.GetProperty("recurrence_id").GetString()));
        Assert.Equal(other.Id, taken[0].GetProperty("conflicts")[0].GetProperty("id").GetString());
        Assert.Empty((await gateway.Client.Get($"{free}/allocations")).Expect(200).Items);
        (await gateway.Client.Post("/api/bookings", new { items = new[] { Item(car, "FREQ=WEEKLY;COUNT=3") } }, ("Prefer", "dry-run"))).ExpectProblem(409, "series-conflict");
        (await BookAsync(Item($"/api/cars/{Guid.NewGuid()}", "FREQ=WEEKLY;COUNT=3"))).ExpectFaults("#/items/0/resource");
    }

    [Fact]
    public async Task What_a_series_cannot_be_is_refused_at_its_place()
    {
        var car = (await gateway.Client.Create())["/api/".Length..];
        var rule = new { time_zone = "Europe/Copenhagen", from_local = "2037-01-05T09:00", duration = "PT2H", rrule = "FREQ=DAILY;COUNT=600" };
        (await BookAsync(new { type = "cars", series = rule })).ExpectFaults("#/items/0/type");
        (await BookAsync(new { resource = car, from_datetime = Until, series = rule })).ExpectFaults("#/items/0/series");
        (await BookAsync(new { resource = car, series = new { time_zone = "Mars", rrule = "FREQ=DAILY" } }))
            .ExpectFaults("#/items/0/series/time_zone", "#/items/0/series/from_local", "#/items/0/series/duration", "#/items/0/series/rrule");
        (await BookAsync(new { resource = car, series = rule }, new { resource = car, series = rule })).ExpectFaults("#/items");
        (await gateway.Client.Post("/api/bookings", $$"""{"items":[{"resource":"{{car}}","series":"daily"}]}""")).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task A_series_does_not_change_but_the_items_beside_it_do()
    {
        var (car, single) = (await gateway.Client.Create(), await gateway.Client.Create());
        var item = new { resource = single["/api/".Length..], from_datetime = "2037-01-05T08:00:00Z", to_datetime = "2037-01-05T10:00:00Z" };
        var held = (await BookAsync(Item(car, "FREQ=WEEKLY;COUNT=3"), item)).Expect(201);
        (await gateway.Client.Patch(held.Location!, """{"items":[{"to_datetime":"2037-01-05T12:00:00Z"}]}""")).ExpectFaults("#/items/0");
        (await gateway.Client.Patch(held.Location!, """{"items":[{},{"series":{"rrule":"FREQ=DAILY;COUNT=2"}}]}""")).ExpectFaults("#/items/1");
        (await gateway.Client.Patch(held.Location!, """{"items":[{},{},{}]}""")).ExpectFaults("#/items");
        var changed = (await gateway.Client.Patch(held.Location!, """{"items":[{},{"to_datetime":"2037-01-05T11:00:00Z"}]}""")).Expect(200);
        Assert.Equal(("8.00", "2037-01-05T11:00:00Z"), (changed["difference"].GetString(), changed["items"][1].GetProperty("to_datetime").GetString()));
        Assert.Equal(3, Occurrences(changed).Count);
    }

    private Task<Answer> BookAsync(params object[] items) => gateway.Client.Post("/api/bookings", new { items });

    private static object Item(string car, string rrule) =>
        new { resource = car["/api/".Length..], series = new { time_zone = "Europe/Copenhagen", from_local = "2037-01-05T09:00", duration = "PT2H", rrule } };

    private static List<JsonElement> Occurrences(Answer booking) => [.. booking["items"][0].GetProperty("occurrences").EnumerateArray()];
}
