namespace Inventory.Tests.Gateway.Api;

public sealed class NaughtyStringTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_naughty_string_is_a_name_and_an_attribute_like_any_other()
    {
        foreach (var text in NaughtyStrings.All)
        {
            var made = (await gateway.Client.Post("/api/trucks", new { name = text, attributes = new Dictionary<string, string> { [text] = text } })).Expect(201);
            var path = made.Location!;
            var filtered = (await gateway.Client.Get($"/api/trucks?name={Uri.EscapeDataString(text)}")).Expect(200);
            foreach (var resource in new[] { made.Json, Assert.Single(filtered.Items) })
            {
                Assert.Equal(text, resource.GetProperty("name").GetString());
                Assert.Equal(text, resource.GetProperty("attributes").GetProperty(text).GetString());
            }
            var refusal = (await gateway.Client.Post("/api/trucks", new { name = text })).ExpectProblem(409, "name-taken");
            Assert.Contains(text, refusal["detail"].GetString(), StringComparison.Ordinal);

            var merged = (await gateway.Client.Patch(path, new { attributes = new Dictionary<string, string> { ["other"] = text } })).Expect(200)["attributes"];
            Assert.Equal(text, merged.GetProperty(text).GetString());
            Assert.Equal(text, merged.GetProperty("other").GetString());
        }
    }

    [Fact]
    public async Task A_naughty_string_is_a_text_of_an_allocation_like_any_other()
    {
        var truck = await gateway.Client.Create("trucks");
        var start = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var (n, text) in NaughtyStrings.All.Index())
        {
            var type = string.Concat(text.EnumerateRunes().Take(20));
            var made = (await gateway.Client.Post($"{truck}/allocations", new
            {
                from_datetime = $"{start.AddHours(n):s}Z",
                to_datetime = $"{start.AddHours(n + 1):s}Z",
                allocation_type = type,
                description = text,
                dump = new Dictionary<string, object> { [text] = new[] { text } },
            })).Expect(201);
            foreach (var allocation in new[] { made.Json, (await gateway.Client.Get(made.Location!)).Json })
            {
                Assert.Equal(type, allocation.GetProperty("allocation_type").GetString());
                Assert.Equal(text, allocation.GetProperty("description").GetString());
                Assert.Equal(text, allocation.GetProperty("dump").GetProperty(text)[0].GetString());
            }
        }
        var listed = (await gateway.Client.Get($"{truck}/allocations")).Expect(200).Items;
        Assert.Equal(NaughtyStrings.All, listed.Select(a => a.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task A_naughty_string_is_no_path_and_no_parameter()
    {
        var truck = await gateway.Client.Create("trucks");
        foreach (var text in NaughtyStrings.All.Select(Uri.EscapeDataString))
        {
            foreach (var path in new[] { $"/api/trucks/x{text}", $"{truck}/allocations/x{text}" })
                Assert.True((await gateway.Client.Get(path)).Status is 404 or 400, path);
            (await gateway.Client.Get($"{truck}/allocations?limit=x{text}&cursor=x{text}&from=x{text}&to=x{text}")).ExpectFaults("?limit", "?cursor", "?from", "?to");
        }
    }
}
