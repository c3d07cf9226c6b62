namespace Inventory.Tests.Gateway.Allocations;

public sealed class AlternativesTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_refusal_offers_the_nearest_free_times_of_the_same_length_and_they_can_be_had()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Allocate(car, At(10), At(12))).Expect(201);
        (await gateway.Client.Allocate(car, At(13), At(14))).Expect(201);
        var refusal = (await gateway.Client.Allocate(car, At(10), At(12))).ExpectProblem(409, "overlap");
        (string, string)[] offered = [.. refusal["alternatives"].EnumerateArray()
            .Select(a => (a.GetProperty("from").GetString()!, a.GetProperty("to").GetString()!))];
        Assert.Equal([(At(8), At(10)), (At(14), At(16)), (At(6), At(8))], offered);
        foreach (var (from, to) in offered)
            (await gateway.Client.Allocate(car, from, to)).Expect(201);
    }

    [Fact]
    public async Task Those_of_an_interval_resource_are_whole_slots()
    {
        var runway = await gateway.Client.Create("runways");
        (await gateway.Client.Allocate(runway, At(10), null)).Expect(201);
        var refusal = (await gateway.Client.Allocate(runway, At(10), At(11))).ExpectProblem(409, "overlap");
        Assert.Equal([At(9), At(8), At(7)], refusal["alternatives"].EnumerateArray().Select(a => a.GetProperty("from").GetString()));
    }

    [Theory]
    [InlineData(null, "2036-12-01T10:00:00Z"), InlineData("2036-12-01T10:00:00Z", null), InlineData(null, null)]
    public async Task There_are_none_of_an_infinite_length(string? from, string? to)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Allocate(car, null, null)).Expect(201);
        Assert.Equal(0, (await gateway.Client.Allocate(car, from, to)).ExpectProblem(409, "overlap")["alternatives"].GetArrayLength());
    }

    private static string At(int hour) => $"2036-12-01T{hour:00}:00:00Z";
}
