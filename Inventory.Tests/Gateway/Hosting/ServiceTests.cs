namespace Inventory.Tests.Gateway.Hosting;

public sealed class ServiceTests(SharedGateway gateway)
{
    [Fact]
    public async Task The_types_are_those_of_the_configuration()
    {
        var types = (await gateway.Client.Get("/api/types")).Expect(200);
        Assert.Equal(
            """[{"name":"Car","path":"cars","kind":"continuous"},{"name":"Lorry","path":"lorries","kind":"continuous"},{"name":"Truck","path":"trucks","kind":"continuous"},{"name":"Runway","path":"runways","kind":"interval","slot":"PT30M"},{"name":"Launchpad","path":"launchpads","kind":"interval","slot":"PT12H"},{"name":"Device","path":"devices","kind":"asset","attributes":[{"name":"device_type","type":"string","required":true,"public":false},{"name":"controller_gateway","type":"string","required":true,"public":false}],"other_attributes":"keep"}]""",
            types.Text);
    }

    [Fact]
    public async Task It_is_live_and_ready()
    {
        (await gateway.Client.Get("/health/live")).Expect(200);
        (await gateway.Client.Get("/health/ready")).Expect(200);
    }

    [Theory]
    [InlineData("/api/types/")]
    [InlineData("/api/cars/")]
    [InlineData("/health/live/")]
    public async Task A_slash_at_the_end_does_no_harm(string path) => (await gateway.Client.Get(path)).Expect(200);

    [Fact]
    public async Task Nobody_is_told_what_the_server_runs_on()
    {
        var answer = await gateway.Client.Get("/api/types");
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
    }
}
