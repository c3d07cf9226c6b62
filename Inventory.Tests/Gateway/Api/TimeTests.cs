namespace Inventory.Tests.Gateway.Api;

public sealed class TimeTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01t10:00:00z", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00+00:00", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00-00:00", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00+05:30", "2026-12-01T04:30:00Z")]
    [InlineData("2026-12-01T22:00:00-08:00", "2026-12-02T06:00:00Z")]
    [InlineData("2026-12-01T10:00:00+23:59", "2026-11-30T10:01:00Z")]
    [InlineData("2026-12-01T10:00:00-23:59", "2026-12-02T09:59:00Z")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T22:59:59-01:00", "9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z")]
    [InlineData("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z")]
    public async Task A_time_comes_out_in_utc(string given, string expected) => Assert.Equal(expected, await Echo(given));

    [Theory]
    [InlineData("2026-12-01T10:00:00.0Z", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00.000000Z", "2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00.5Z", "2026-12-01T10:00:00.5Z")]
    [InlineData("2026-12-01T10:00:00.250", "2026-12-01T10:00:00.25Z")]
    [InlineData("2026-12-01T10:00:00.000001Z", "2026-12-01T10:00:00.000001Z")]
    [InlineData("2026-12-01T10:00:00.123456+01:00", "2026-12-01T09:00:00.123456Z")]
    [InlineData("2026-12-01T10:00:00.1234560Z", "2026-12-01T10:00:00.123456Z")]
    [InlineData("2026-12-01T10:00:00.123456000000-01:00", "2026-12-01T11:00:00.123456Z")]
    [InlineData("2026-12-01T10:00:00.0000000Z", "2026-12-01T10:00:00Z")]
    public async Task A_fraction_is_kept_and_shown_only_when_there_is_one(string given, string expected) =>
        Assert.Equal(expected, await Echo(given));

    [Theory]
    [InlineData("2026-12-01T10:00:00.1234569Z")]
    [InlineData("2026-12-01T10:00:00.123456000001-01:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T10")]
    [InlineData("2026-12-01T10:00")]
    [InlineData("2026-12-01T10:00Z")]
    [InlineData("2026-12-01T10:00:00.Z")]
    [InlineData("2026-12-01T10:00:00.")]
    [InlineData("2026-12-01T10:00:00,5Z")]
    [InlineData("2026-12-01T10:00:00+01")]
    [InlineData("2026-12-01T10:00:00+0100")]
    [InlineData("2026-12-01T10:00:00+1:00")]
    [InlineData("2026-12-01T10:00:00+24:00")]
    [InlineData("2026-12-01T10:00:00+01:60")]
    [InlineData("2026-12-01T10:00:00+01:00:00")]
    [InlineData("2026-12-01T10:00:00+")]
    [InlineData("2026-12-01T10:00:00ZZ")]
    [InlineData("2026-12-01T10:00:00Z+01:00")]
    [InlineData("2026-12-01T10:00:00 Z")]
    [InlineData("2026-12-01T10:00:00Z ")]
    [InlineData(" 2026-12-01T10:00:00Z")]
    [InlineData("2026-12-01 10:00:00Z")]
    [InlineData("2026-12-01T24:00:00Z")]
    [InlineData("2026-12-01T23:60:00Z")]
    [InlineData("2026-12-01T23:59:60Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-00-01T10:00:00Z")]
    [InlineData("2026-12-00T10:00:00Z")]
    [InlineData("2026-02-29T10:00:00Z")]
    [InlineData("2026-04-31T10:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("-2026-12-01T10:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2026-1-1T10:00:00Z")]
    [InlineData("20261201T100000Z")]
    [InlineData("2026-W49-2T10:00:00Z")]
    [InlineData("1796119200")]
    [InlineData("Tue, 01 Dec 2026 10:00:00 GMT")]
    [InlineData("٢٠٢٦-12-01T10:00:00Z")]
    [InlineData("2026-12-01T10:00:00\u2212" + "01:00")]
    public async Task What_is_not_rfc_3339_breaks_a_rule(string given)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Allocate(car, given, null)).ExpectFaults("#/from_datetime");
        (await gateway.Client.Allocate(car, null, given)).ExpectFaults("#/to_datetime");
        (await gateway.Client.Get($"{car}/allocations?from={Uri.EscapeDataString(given)}")).ExpectFaults("?from");
        (await gateway.Client.Get($"{car}/allocations?to={Uri.EscapeDataString(given)}")).ExpectFaults("?to");
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
    }

    [Fact]
    public async Task The_time_of_making_is_in_utc_and_now()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        foreach (var answer in new[] { await gateway.Client.Get(car), allocation })
        {
            var created = answer["created"].GetString()!;
            Assert.EndsWith("Z", created, StringComparison.Ordinal);
            var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.Parse(created, null);
            Assert.InRange(age, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Sends a time as both bounds in turn.</summary>
    private async Task<string?> Echo(string given)
    {
        var (first, second) = (await gateway.Client.Create(), await gateway.Client.Create());
        var from = (await gateway.Client.Allocate(first, given, null)).Expect(201)["from_datetime"].GetString();
        Assert.Equal(from, (await gateway.Client.Allocate(second, null, given)).Expect(201)["to_datetime"].GetString());
        return from;
    }
}
