using System.Text.Json;
using Inventory.Domain.Resources;
using Inventory.Gateway.Resources;
using Inventory.Tests.Domain;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Security;

/// <summary>What nobody may read by <c>GET</c> without a token cannot be read in another way.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class PublicReadingTests(SecuredGateway gateway)
{
    [Fact]
    public async Task Who_is_not_known_sees_no_attributes_that_are_not_public()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName(), attributes = new { vin = "secret" } }, As(gateway.Operator))).Expect(201);
        Assert.Equal("{}", await AttributesOf(car.Id));
        Assert.Equal("""{"vin":"secret"}""", await AttributesOf(car.Id, As(gateway.Customer)));
    }

    [Theory]
    [InlineData("""{"seats":1.50,"vin":"secret","colour":"röd"}""", """{"seats":1.50,"colour":"r\u00F6d"}""")]
    [InlineData("""{"vin":"secret","colour":null}""", """{"colour":null}"""), InlineData("""{"vin":"secret"}""", "{}"), InlineData("{}", "{}")]
    public void Public_attributes_are_shown_as_they_are(string all, string shown)
    {
        var rules = AttributeSchema.None with { Declared = [Rule("seats", isPublic: true), Rule("vin", isPublic: false), Rule("colour", isPublic: true), Rule("doors", isPublic: true)] };
        Assert.Equal(shown, Sample.Text(rules.PublicPartOf(Sample.Car with { Attributes = Sample.Json(all) }).Attributes));
    }

    [Theory]
    [InlineData("cars", "free?"), InlineData("runways", "free?"), InlineData("runways", "slots?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&")]
    public async Task Who_is_not_known_does_not_see_the_past(string type, string query)
    {
        var thing = (await gateway.Client.Post($"/api/{type}", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201);
        (await gateway.Client.Get($"{thing.Location}/{query}")).Expect(200);
        var past = $"{thing.Location}/{query}as_of={Uri.EscapeDataString(thing["created"].GetString()!)}";
        Assert.Equal("Bearer realm=\"inventory\"", (await gateway.Client.Get(past)).ExpectProblem(401, "token-missing").Header("WWW-Authenticate"));
        (await gateway.Client.Get(past, As(gateway.Customer))).Expect(200);
    }

    private async Task<string> AttributesOf(string id, params (string Name, string Value)[] headers)
    {
        for (var page = "/api/cars/available?limit=1000"; page is not null;)
        {
            var answer = (await gateway.Client.Get(page, headers)).Expect(200);
            if (answer.Items.FirstOrDefault(car => car.GetProperty("id").GetString() == id) is { ValueKind: JsonValueKind.Object } found)
                return found.GetProperty("attributes").GetRawText();
            page = answer.Next;
        }
        throw new KeyNotFoundException(id);
    }

    private static AttributeDefinition Rule(string name, bool isPublic) => new() { Name = name, Type = AttributeType.String, IsPublic = isPublic };
}
