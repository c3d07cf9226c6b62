using Inventory.Cli;
using Inventory.Cli.Seed;
using Inventory.Tests.Gateway;
using Spectre.Console;

namespace Inventory.Tests.Cli;

public sealed class SeedTests
{
    private static readonly string[] Types = ["cars", "lorries", "trucks", "runways", "launchpads", "desks"];

    [Fact]
    public void The_example_is_the_same_each_time_and_has_no_overlap()
    {
        var (first, second) = (ExamplePlace.Make(Types, new(2026, 11, 29)), ExamplePlace.Make(Types, new(2026, 11, 29)));
        Assert.Equal(first.Times, second.Times);
        Assert.Equal((40, 6, 2), (first.Resources.Count(r => r.Type is "cars" or "lorries" or "trucks"), first.Resources.Count(r => r.Type == "desks"), first.Resources.Count(r => r.Type == "runways")));
        foreach (var times in first.Times.GroupBy(time => time.Resource))
            Assert.All(times.OrderBy(time => time.From).Zip(times.OrderBy(time => time.From).Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        Assert.Equal((new DateTime(2026, 10, 15), true), (first.Times.Min(time => time.From).Date, first.Times.Max(time => time.From) > new DateTime(2027, 1, 12)));
        Assert.DoesNotContain(ExamplePlace.Make(["cars"], new(2026, 11, 29)).Resources, resource => resource.Type != "cars");
    }

    [Fact]
    public async Task An_empty_service_is_filled_and_another_one_is_left_alone()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:RateLimits:RequestsPerSecond", "0");
        await using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        await SeedCommand.RunAsync(gateway.Address, token: null, isDemo: true, console, TestContext.Current.CancellationToken, days: 6);
        Assert.Contains("42 resources, 12 customers", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(24, (await gateway.Client.Get("/api/cars")).Expect(200).Items.Count);
        Assert.NotEmpty((await gateway.Client.Get("/api/bookings?status=held")).Expect(200).Items);
        Assert.NotEmpty((await gateway.Client.Get("/api/bookings?status=confirmed")).Expect(200).Items);

        await SeedCommand.RunAsync(gateway.Address, token: null, isDemo: true, console, TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<CommandException>(() => SeedCommand.RunAsync(gateway.Address, token: null, isDemo: false, console, TestContext.Current.CancellationToken));
        Assert.Contains("has resources already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(24, (await gateway.Client.Get("/api/cars")).Expect(200).Items.Count);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named()
    {
        await using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        var refusal = await Assert.ThrowsAsync<CommandException>(() => SeedCommand.RunAsync(new("http://127.0.0.1:9"), token: null, isDemo: false, console, TestContext.Current.CancellationToken));
        Assert.Contains("does not answer", refusal.Message, StringComparison.Ordinal);
    }
}
