using System.Globalization;

namespace Inventory.Tests.Gateway.Attendance;

public sealed class AttendanceTests(SharedGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task A_check_in_too_early_says_when_it_opens()
    {
        var car = await NewAsync("""{"check_in":{"opens":"PT15M","closes":"PT10M","on_miss":"release"}}""");
        var allocation = await AllocateAsync(car, fromMinutes: 60, toMinutes: 120);
        Assert.Equal("firm", allocation["status"].GetString());
        var refusal = (await Client.Post($"{allocation.Location}/check-in", new { })).ExpectProblem(409, "too-early");
        Assert.Equal(allocation["check_in"].GetProperty("opens").GetString(), refusal["opens"].GetString());
        (await Client.Post($"{allocation.Location}/check-out", new { })).ExpectProblem(409, "too-early");
    }

    [Fact]
    public async Task Whoever_checks_in_and_out_gives_the_rest_back()
    {
        var car = await NewAsync("""{"check_in":{"opens":"PT15M","closes":"PT10M","on_miss":"release"}}""");
        var allocation = await AllocateAsync(car, fromMinutes: -2, toMinutes: 120);
        var present = (await Client.Post($"{allocation.Location}/check-in", new { })).Expect(200);
        Assert.Equal(present["checked_in"].GetString(), (await Client.Post($"{allocation.Location}/check-in", new { })).Expect(200)["checked_in"].GetString());
        var left = (await Client.Post($"{allocation.Location}/check-out", new { })).Expect(200);
        Assert.Equal(left["checked_out"].GetString(), left["to_datetime"].GetString());
        (await Client.Allocate(car, Minutes(1), Minutes(100))).Expect(201);
        var types = (await Client.Get($"{car}/history")).Items.Select(item => item.GetProperty("type").GetString());
        Assert.Equal(["inventory.checked-in", "inventory.checked-out"], types.Where(type => type!.StartsWith("inventory.checked", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("release", 201)]
    [InlineData("mark", 409)]
    public async Task A_missed_time_is_a_no_show(string onMiss, int next)
    {
        var car = await NewAsync($$$"""{"check_in":{"closes":"PT10M","on_miss":"{{{onMiss}}}"}}""");
        var allocation = await AllocateAsync(car, fromMinutes: -30, toMinutes: 120);
        Assert.Equal("no_show", (await Client.Get(allocation.Location!)).Expect(200)["status"].GetString());
        (await Client.Post($"{allocation.Location}/check-in", new { })).ExpectProblem(410, "no-show");
        (await Client.Allocate(car, Minutes(1), Minutes(100))).ExpectStatus(next);
    }

    [Fact]
    public async Task A_hold_does_not_check_in()
    {
        var car = await NewAsync("{}");
        var body = new { from_datetime = Minutes(-1), to_datetime = Minutes(9), allocation_type = "booking", hold_seconds = 600 };
        var hold = (await Client.Post($"{car}/allocations", body)).Expect(201);
        (await Client.Post($"{hold.Location}/check-in", new { })).ExpectProblem(409, "not-firm");
    }

    [Theory]
    [InlineData("""{"check_in":{"opens":"PT15M"}}""", "#/check_in/closes")]
    [InlineData("""{"check_in":{"closes":"PT0S"}}""", "#/check_in/closes")]
    [InlineData("""{"check_in":{"closes":"PT1M","on_miss":"forget"}}""", "#/check_in/on_miss")]
    [InlineData("""{"approval":{"within":"soon"}}""", "#/approval/within")]
    [InlineData("""{"approval":{"allocation_types":"booking"}}""", "#/approval/allocation_types")]
    public async Task A_wrong_rule_is_refused_at_its_place(string policy, string pointer)
    {
        var car = await Client.Create();
        var refusal = (await Client.Put($"{car}/policy", policy)).ExpectProblem(422, "invalid");
        Assert.Contains(refusal["errors"].EnumerateArray(), error => error.GetProperty("pointer").GetString() == pointer);
    }

    private async Task<string> NewAsync(string policy)
    {
        var car = await Client.Create();
        (await Client.Put($"{car}/policy", policy)).Expect(200);
        return car;
    }

    private async Task<Answer> AllocateAsync(string car, int fromMinutes, int toMinutes) => (await Client.Allocate(car, Minutes(fromMinutes), Minutes(toMinutes))).Expect(201);

    private static string Minutes(int count) => TimeProvider.System.GetUtcNow().AddMinutes(count).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
