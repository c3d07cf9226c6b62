namespace Inventory.Tests.Gateway.Allocations;

public sealed class ReferenceTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("PO-2026/17")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("発注 ☃ 🚗")]
    [InlineData(null)]
    public async Task A_reference_comes_back_as_it_was_given(string? reference)
    {
        var car = await gateway.Client.Create();
        var made = (await AllocateAsync(car, 10, reference)).Expect(201);
        Assert.Equal(reference, made["reference"].GetString());
        Assert.Equal(made.Text, (await gateway.Client.Get(made.Location!)).Expect(200).Text);
    }

    [Fact]
    public async Task An_allocation_without_one_has_null()
    {
        var car = await gateway.Client.Create();
        Assert.Null((await gateway.Client.Allocate(car, null, null)).Expect(201)["reference"].GetString());
    }

    [Fact]
    public async Task It_has_64_characters_at_most()
    {
        var car = await gateway.Client.Create();
        (await AllocateAsync(car, 10, string.Concat(Enumerable.Repeat("🚗", 64)))).Expect(201);
        var refusal = (await AllocateAsync(car, 12, new string('x', 65))).ExpectProblem(422, "invalid");
        Assert.Equal("#/reference", refusal["errors"][0].GetProperty("pointer").GetString());
        (await gateway.Client.Get($"{car}/allocations?reference={new string('x', 65)}")).ExpectProblem(422, "invalid");
    }

    [Fact]
    public async Task A_patch_changes_and_removes_it_and_leaves_it_alone()
    {
        var car = await gateway.Client.Create();
        var made = (await AllocateAsync(car, 10, "one")).Expect(201);
        Assert.Equal("one", (await gateway.Client.Patch(made.Location!, """{"description":"x"}""")).Expect(200)["reference"].GetString());
        Assert.Equal("two", (await gateway.Client.Patch(made.Location!, """{"reference":"two"}""")).Expect(200)["reference"].GetString());
        var removed = (await gateway.Client.Patch(made.Location!, """{"reference":null}""")).Expect(200);
        Assert.Equal((null, "x"), (removed["reference"].GetString(), removed["description"].GetString()));
        (await gateway.Client.Patch(made.Location!, new { reference = new string('x', 65) })).ExpectProblem(422, "invalid");
    }

    [Fact]
    public async Task A_list_has_the_allocations_with_the_reference_that_is_asked_for()
    {
        var car = await gateway.Client.Create();
        foreach (var (hour, reference) in new[] { (10, "a"), (11, "b"), (12, "a"), (13, null), (14, "a") })
            (await AllocateAsync(car, hour, reference)).Expect(201);

        Assert.Equal(["10", "12", "14"], await HoursAsync($"{car}/allocations?reference=a"));
        Assert.Equal(["11"], await HoursAsync($"{car}/allocations?reference=b"));
        Assert.Empty(await HoursAsync($"{car}/allocations?reference=A"));
        Assert.Empty(await HoursAsync($"{car}/allocations?reference="));
        Assert.Equal(["12"], await HoursAsync($"{car}/allocations?reference=a&from=2026-12-01T11:00:00Z&to=2026-12-01T13:00:00Z"));
        Assert.Equal(5, (await HoursAsync($"{car}/allocations")).Count);
    }

    [Fact]
    public async Task Pages_of_such_a_list_follow_on_each_other()
    {
        var car = await gateway.Client.Create();
        for (var hour = 0; hour < 20; hour++)
            (await AllocateAsync(car, hour, hour % 3 == 0 ? "a" : "b")).Expect(201);
        var hours = new List<string>();
        for (var next = $"{car}/allocations?reference=a&limit=2"; next is not null;)
        {
            var page = (await gateway.Client.Get(next)).Expect(200);
            hours.AddRange(Hours(page));
            next = page.Next;
        }
        Assert.Equal(["00", "03", "06", "09", "12", "15", "18"], hours);
    }

    private Task<Answer> AllocateAsync(string car, int hour, string? reference) => gateway.Client.Post($"{car}/allocations",
        new { from_datetime = $"2026-12-01T{hour:00}:00:00Z", to_datetime = $"2026-12-01T{hour:00}:30:00Z", allocation_type = "booking", reference });

    private async Task<List<string>> HoursAsync(string path) => Hours((await gateway.Client.Get(path)).Expect(200));

    private static List<string> Hours(Answer page) => [.. page.Items.Select(item => item.GetProperty("from_datetime").GetString()!.Substring(11, 2))];
}
