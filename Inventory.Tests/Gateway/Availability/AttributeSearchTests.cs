using System.Text.Json;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Availability;

/// <summary>"Automatic, five seats": searches, allocations of any resource and bookings among those with certain attributes.</summary>
public sealed class AttributeSearchTests : IAsyncLifetime
{
    private const string Window = "from=2036-12-01T10:00:00Z&to=2036-12-01T12:00:00Z";

    private static readonly string[] Declared =
    [
        "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password,
        "--Inventory:Types:0:Attributes:0:Name", "gearbox", "--Inventory:Types:0:Attributes:0:Public", "true",
        "--Inventory:Types:0:Attributes:1:Name", "inspected", "--Inventory:Types:0:Attributes:1:Type", "date-time",
    ];

    private InProcessGateway _gateway = null!;
    private (string, string) _root;
    private string _automatic = "";
    private string _manual = "";

    private GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync(Declared);
        _root = SecuredGateway.As((await Client.Post("/api/users/login", new { username = "root", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        _manual = await CreateAsync("""{"gearbox":"manual","seats":5,"inspected":"2036-01-01T00:00:00Z"}""");
        _automatic = await CreateAsync("""{"gearbox":"automatic","seats":5,"inspected":"2036-02-01T01:00:00+01:00"}""");
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Those_that_are_free_are_found_by_their_attributes()
    {
        Assert.Equal([_manual, _automatic], await FindAsync("attributes.seats=5"));
        Assert.Equal([_automatic], await FindAsync("attributes.seats=5&attributes.gearbox=automatic"));
        Assert.Equal([_automatic], await FindAsync("attributes.inspected=2036-02-01T00:00:00Z"));
        Assert.Empty(await FindAsync("attributes.seats=2"));
        Assert.Equal([_automatic], (await Client.Pages($"/api/cars/available?{Window}&attributes.gearbox=automatic&limit=1")).SelectMany(page => page.Items).Select(PathOf));
        (await Client.Patch(_manual, """{"attributes":{"gearbox":"automatic"}}""", _root)).Expect(200);
        Assert.Equal([_manual, _automatic], await FindAsync("attributes.gearbox=automatic"));
    }

    [Fact]
    public async Task Without_a_token_only_public_attributes_are_looked_for()
    {
        Assert.Equal([_automatic], (await Client.Get($"/api/cars/available?{Window}&attributes.gearbox=automatic")).Expect(200).Items.Select(PathOf));
        (await Client.Get($"/api/cars/available?{Window}&attributes.seats=5")).ExpectFaults("?attributes.seats");
        (await Client.Get($"/api/cars/available?{Window}&attributes.inspected=2036-02-01T00:00:00Z")).ExpectFaults("?attributes.inspected");
    }

    [Fact]
    public async Task Any_that_matches_is_allocated_and_no_other()
    {
        var made = (await AllocateAsync(new { gearbox = "automatic", seats = 5 })).Expect(201);
        Assert.Equal(_automatic, $"/api/cars/{made["resource_id"].GetString()}");
        var refused = (await AllocateAsync(new { gearbox = "automatic" })).ExpectProblem(409, "none-available");
        Assert.Equal("2036-12-01T12:00:00Z", refused["alternatives"][0].GetProperty("from").GetString());
        Assert.Equal(_manual, $"/api/cars/{(await AllocateAsync(new { inspected = "2036-01-01T02:00:00+02:00" })).Expect(201)["resource_id"].GetString()}");
        (await AllocateAsync(new { seats = Array.Empty<int>(), gearbox = (string?)null })).ExpectFaults("#/attributes/seats", "#/attributes/gearbox");
        (await AllocateAsync("red")).ExpectProblem(400, "malformed");
        (await AllocateAsync(Enumerable.Range(0, 9).ToDictionary(n => $"a{n}", n => n))).ExpectFaults("#/attributes");

        Task<Answer> AllocateAsync(object attributes) => Client.Post("/api/cars/allocations", new
        {
            from_datetime = "2036-12-01T10:00:00Z",
            to_datetime = "2036-12-01T12:00:00Z",
            allocation_type = "booking",
            attributes,
        }, _root);
    }

    [Fact]
    public async Task An_item_of_a_booking_is_any_that_matches()
    {
        var booked = (await BookAsync(new { type = "cars", attributes = new { gearbox = "automatic" } }, new { type = "cars", attributes = new { seats = 5 } })).Expect(201);
        Assert.Equal([_automatic, _manual], booked["items"].EnumerateArray().Select(item => $"/api/{item.GetProperty("resource").GetString()}"));
        var refused = (await BookAsync(new { type = "cars", attributes = new { gearbox = "automatic" } })).ExpectProblem(409, "none-available");
        Assert.Equal("2036-12-01T12:00:00Z", refused["alternatives"][0].GetProperty("from").GetString());
        (await BookAsync(new { resource = _automatic["/api/".Length..], attributes = new { gearbox = "automatic" } })).ExpectFaults("#/items/0/attributes");
        (await BookAsync(new { type = "cars", attributes = new { gearbox = (string?)null } })).ExpectFaults("#/items/0/attributes/gearbox");

        Task<Answer> BookAsync(params object[] items) => Client.Post("/api/bookings", JsonSerializer.Serialize(new
        {
            items = items.Select(item => JsonSerializer.SerializeToElement(item).EnumerateObject().ToDictionary(member => member.Name, member => member.Value)
                .Append(KeyValuePair.Create("from_datetime", JsonSerializer.SerializeToElement("2036-12-01T10:00:00Z")))
                .Append(KeyValuePair.Create("to_datetime", JsonSerializer.SerializeToElement("2036-12-01T12:00:00Z"))).ToDictionary()),
        }), _root);
    }

    private async Task<string> CreateAsync(string attributes) =>
        (await Client.Post("/api/cars", $$"""{"name":"{{GatewayClient.NewName()}}","attributes":{{attributes}}}""", _root)).Expect(201).Location!;

    private async Task<IEnumerable<string>> FindAsync(string filters) => (await Client.Get($"/api/cars/available?{Window}&{filters}", _root)).Expect(200).Items.Select(PathOf);

    private static string PathOf(JsonElement resource) => $"/api/cars/{resource.GetProperty("id").GetString()}";
}
