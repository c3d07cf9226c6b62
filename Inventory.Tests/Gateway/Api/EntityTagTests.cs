using System.Text.RegularExpressions;

namespace Inventory.Tests.Gateway.Api;

public sealed partial class EntityTagTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_resource_has_a_strong_tag_that_changes_with_it_and_with_nothing_else()
    {
        var made = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        Assert.Matches(Strong(), made.ETag);
        (await gateway.Client.Allocate(made.Location!, null, null)).Expect(201);
        (await gateway.Client.Patch(made.Location!, "{}")).Expect(200);
        var read = (await gateway.Client.Get(made.Location!)).Expect(200);
        Assert.Equal(made.ETag, read.ETag);

        var patched = (await gateway.Client.Patch(made.Location!, new { attributes = new { a = 1 } })).Expect(200);
        Assert.Matches(Strong(), patched.ETag);
        Assert.NotEqual(made.ETag, patched.ETag);
        Assert.Equal(patched.ETag, (await gateway.Client.Get(made.Location!)).ETag);
    }

    [Fact]
    public async Task An_allocation_has_a_strong_tag_of_its_own()
    {
        var car = await gateway.Client.Create();
        var first = (await gateway.Client.Allocate(car, null, "2026-12-01T10:00:00Z")).Expect(201);
        Assert.Matches(Strong(), first.ETag);
        (await gateway.Client.Allocate(car, "2026-12-01T10:00:00Z", null)).Expect(201);
        Assert.Equal(first.ETag, (await gateway.Client.Get(first.Location!)).Expect(200).ETag);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("*")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("\"a,b\",{0} , W/\"c\"")]
    public async Task What_the_client_has_already_is_not_sent_again(string header)
    {
        foreach (var known in await Both())
        {
            var answer = await gateway.Client.Get(known.Location!, ("If-None-Match", header.Replace("{0}", known.ETag, StringComparison.Ordinal)));
            Assert.Equal(304, answer.Status);
            Assert.Equal(known.ETag, answer.ETag);
            Assert.Empty(answer.Body);
            Assert.Null(answer.ContentType);
        }
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("\"other\", W/\"another\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("\"01\"")]
    [InlineData("\"+1\"")]
    [InlineData("\"1 \"")]
    [InlineData("garbage \" , ,")]
    public async Task What_the_client_has_of_another_version_is_sent(string header)
    {
        foreach (var made in await Both())
            (await gateway.Client.Get(made.Location!, ("If-None-Match", header))).Expect(200);
    }

    [Fact]
    public async Task What_was_changed_is_sent_again()
    {
        var made = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        (await gateway.Client.Patch(made.Location!, new { name = GatewayClient.NewName() })).Expect(200);
        (await gateway.Client.Get(made.Location!, ("If-None-Match", made.ETag!))).Expect(200);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("*")]
    [InlineData("\"other\", {0}")]
    [InlineData("W/\"other\",{0}")]
    public async Task A_change_meant_for_this_version_is_made(string header)
    {
        var (car, allocation) = await Pair();
        (await gateway.Client.Delete(allocation.Location!, If(allocation))).Expect(204);
        var patched = (await gateway.Client.Patch(car.Location!, new { name = GatewayClient.NewName() }, If(car))).Expect(200);
        (await gateway.Client.Delete(car.Location!, If(patched))).Expect(204);

        (string, string) If(Answer answer) => ("If-Match", header.Replace("{0}", answer.ETag, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", W/{0}")]
    [InlineData("\"\"")]
    [InlineData("\"0{1}\"")]
    [InlineData("garbage")]
    [InlineData("")]
    public async Task A_change_meant_for_another_version_is_not_made(string header)
    {
        var (car, allocation) = await Pair();
        (await gateway.Client.Delete(allocation.Location!, If(allocation))).ExpectProblem(412, "precondition-failed");
        (await gateway.Client.Patch(car.Location!, new { name = "never" }, If(car))).ExpectProblem(412, "precondition-failed");
        (await gateway.Client.Delete($"{car.Location}?force=true", If(car))).ExpectProblem(412, "precondition-failed");

        (await gateway.Client.Get(allocation.Location!)).Expect(200);
        Assert.Equal(car.Text, (await gateway.Client.Get(car.Location!)).Expect(200).Text);

        // {1} is what is in the quotes: "01" is the same number as "1", and another tag.
        (string, string) If(Answer answer) => ("If-Match", string.Format(null, header, answer.ETag, answer.ETag!.Trim('"')));
    }

    [Fact]
    public async Task A_stale_version_stays_stale()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        var second = (await gateway.Client.Patch(car.Location!, new { name = GatewayClient.NewName() }, ("If-Match", car.ETag!))).Expect(200);
        (await gateway.Client.Patch(car.Location!, new { name = GatewayClient.NewName() }, ("If-Match", car.ETag!))).ExpectProblem(412, "precondition-failed");
        (await gateway.Client.Delete(car.Location!, ("If-Match", car.ETag!))).ExpectProblem(412, "precondition-failed");
        (await gateway.Client.Delete(car.Location!, ("If-Match", second.ETag!))).Expect(204);
    }

    [Fact]
    public async Task Of_changes_that_race_for_one_version_one_is_made()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            gateway.Client.Patch(car.Location!, new { attributes = new { n } }, ("If-Match", car.ETag!))));
        var winner = Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Except([winner]), a => a.ExpectProblem(412, "precondition-failed"));
        Assert.Equal(winner.Text, (await gateway.Client.Get(car.Location!)).Text);
    }

    private async Task<Answer[]> Both()
    {
        var (car, allocation) = await Pair();
        return [car, allocation];
    }

    private async Task<(Answer Car, Answer Allocation)> Pair()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        return (car, (await gateway.Client.Allocate(car.Location!, null, null)).Expect(201));
    }

    [GeneratedRegex("^\"[!#-~]+\"$")]
    private static partial Regex Strong();
}
