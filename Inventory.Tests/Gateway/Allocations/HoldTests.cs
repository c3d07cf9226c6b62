using System.Text.Json;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Allocations;

public sealed class HoldTests(SharedGateway gateway)
{
    private const string Ten = "2026-12-01T10:00:00Z";
    private const string Eleven = "2026-12-01T11:00:00Z";

    [Fact]
    public async Task A_hold_takes_the_time_at_once_and_says_when_it_ends()
    {
        var car = await gateway.Client.Create();
        var hold = await Hold(car, 600);
        Assert.Equal("held", hold["status"].GetString());
        Assert.Equal(TimeSpan.FromSeconds(600), hold["expires"].GetDateTime() - hold["created"].GetDateTime());
        Assert.Equal(hold.Text, (await gateway.Client.Get(hold.Location!)).Expect(200).Text);
        Assert.Equal([hold.Text], (await gateway.Client.Get($"{car}/allocations")).Items.Select(a => a.GetRawText()));
        Assert.Equal([hold.Id], (await gateway.Client.Allocate(car, Ten, Eleven)).ExpectProblem(409, "overlap").Conflicts);
        Assert.Equal([hold.Id], (await gateway.Client.Delete(car)).ExpectProblem(409, "resource-in-use").Conflicts);
    }

    [Fact]
    public async Task A_confirmed_hold_is_firm_and_confirming_it_again_changes_nothing()
    {
        var hold = await Hold(await gateway.Client.Create(), 600);
        var firm = await Confirm(hold);
        Assert.Equal(("firm", JsonValueKind.Null), (firm.Expect(200)["status"].GetString(), firm["expires"].ValueKind));
        Assert.NotEqual(hold.ETag, firm.ETag);
        foreach (var again in new[] { await Confirm(hold), await gateway.Client.Get(hold.Location!) })
            Assert.Equal((firm.Text, firm.ETag), (again.Expect(200).Text, again.ETag));
    }

    [Fact]
    public async Task A_hold_that_nobody_confirms_is_over_and_its_time_is_free()
    {
        var car = await gateway.Client.Create();
        await using var events = await EventListener.OpenAsync(gateway.Address);
        var hold = await Hold(car, 1);
        await events.UntilAsync("inventory.expired", hold.Id);

        (await Confirm(hold)).ExpectProblem(410, "hold-expired");
        (await gateway.Client.Get(hold.Location!)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(hold.Location!)).ExpectProblem(404, "not-found");
        (await gateway.Client.Patch(hold.Location!, new { description = "late" })).ExpectProblem(404, "not-found");
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
        (await gateway.Client.Allocate(car, Ten, Eleven)).Expect(201);
        (await Confirm(hold)).ExpectProblem(410, "hold-expired");
    }

    [Fact]
    public async Task A_confirmed_hold_outlives_its_expiry()
    {
        var (car, another) = (await gateway.Client.Create(), await gateway.Client.Create());
        await using var events = await EventListener.OpenAsync(gateway.Address);
        // On a busy machine the confirmation may come too late for a second.
        var (seconds, confirmed) = (1, await Hold(car, 1));
        while (await Confirm(confirmed) is { Status: not 200 } late)
        {
            late.ExpectProblem(410, "hold-expired");
            confirmed = await Hold(car, seconds *= 2);
        }
        var other = await Hold(another, seconds);
        await events.UntilAsync("inventory.expired", other.Id);
        Assert.Equal("firm", (await gateway.Client.Get(confirmed.Location!)).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task A_hold_is_given_back()
    {
        var car = await gateway.Client.Create();
        var hold = await Hold(car, 600);
        (await gateway.Client.Delete(hold.Location!)).Expect(204);
        (await Confirm(hold)).ExpectProblem(404, "not-found");
        (await gateway.Client.Allocate(car, Ten, Eleven)).Expect(201);
    }

    [Fact]
    public async Task A_hold_that_is_moved_stays_a_hold_to_the_same_moment()
    {
        var hold = await Hold(await gateway.Client.Create(), 600);
        var moved = (await gateway.Client.Patch(hold.Location!, new { to_datetime = "2026-12-01T12:00:00Z" })).Expect(200);
        Assert.Equal(("held", hold["expires"].GetString()), (moved["status"].GetString(), moved["expires"].GetString()));
        (await Confirm(hold)).Expect(200);
    }

    [Fact]
    public async Task What_is_firm_from_the_first_is_confirmed_as_it_is()
    {
        var firm = (await gateway.Client.Allocate(await gateway.Client.Create(), Ten, Eleven)).Expect(201);
        var confirmed = (await Confirm(firm)).Expect(200);
        Assert.Equal((firm.Text, firm.ETag), (confirmed.Text, confirmed.ETag));
    }

    [Theory]
    [InlineData(1), InlineData(86_400)]
    public async Task A_hold_lasts_from_a_second_to_a_day(int seconds) => await Hold(await gateway.Client.Create(), seconds);

    private Task<Answer> Confirm(Answer hold) => gateway.Client.Send(HttpMethod.Post, $"{hold.Location}/confirm");

    private async Task<Answer> Hold(string car, int seconds) => (await gateway.Client.Post($"{car}/allocations",
        new { from_datetime = Ten, to_datetime = Eleven, allocation_type = "booking", hold_seconds = seconds })).Expect(201);
}
