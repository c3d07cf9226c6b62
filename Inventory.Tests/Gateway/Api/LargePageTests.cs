namespace Inventory.Tests.Gateway.Api;

/// <summary>Pages are bounded by their bytes, too: a thousand items of 16 KiB would be 16 MiB.</summary>
public sealed class LargePageTests
{
    private const int MostBytes = 1_200_000;

    private static readonly string Text = new('x', 16_000);

    [Fact]
    public async Task Pages_of_resources_with_large_attributes_end_at_a_mebibyte_and_together_they_are_the_list()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        for (var i = 0; i < 100; i++)
            (await gateway.Client.Post("/api/cars", new { name = $"car {i}", attributes = new { text = Text } })).Expect(201);
        foreach (var path in new[] { "/api/cars", "/api/cars/available?from=2036-01-01T00:00:00Z&to=2036-01-02T00:00:00Z" })
        {
            var pages = await gateway.Client.Pages(path);
            Assert.Equal((path, 2), (path, pages.Count));
            Assert.All(pages, page => Assert.InRange(page.Body.Length, 1, MostBytes));
            Assert.Equal(Enumerable.Range(0, 100).Select(i => $"car {i}"), pages.SelectMany(page => page.Items).Select(car => car.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task Slots_are_told_of_all_allocations_however_large_they_are()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var runway = await gateway.Client.Create("runways");
        var day = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 70; i++)
            (await gateway.Client.Post($"{runway}/allocations",
                new { from_datetime = day.AddHours(i), to_datetime = day.AddHours(i + 0.5), allocation_type = "booking", dump = new { text = Text } })).Expect(201);
        var slots = (await gateway.Client.Get($"{runway}/slots?from={day:O}&to={day.AddHours(70):O}")).Expect(200).Items;
        Assert.Equal(Enumerable.Range(0, 140).Select(i => i % 2 == 1), slots.Select(slot => slot.GetProperty("free").GetBoolean()));
        var pages = await gateway.Client.Pages($"{runway}/allocations");
        Assert.Equal((2, 70), (pages.Count, pages.Sum(page => page.Items.Count)));
        Assert.All(pages, page => Assert.InRange(page.Body.Length, 1, MostBytes));
    }
}
