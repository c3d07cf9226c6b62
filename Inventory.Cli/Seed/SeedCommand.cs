using System.CommandLine;
using Spectre.Console;

namespace Inventory.Cli.Seed;

internal static class SeedCommand
{
    private static readonly Option<Uri> Address = new("--url")
    {
        Description = "Address of the service",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5001"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal))
                return uri;
            result.AddError($"--url has to be an address such as http://127.0.0.1:5001, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private static readonly Option<string?> Token = new("--token") { Description = "Token of an operator, where the service requires one", HelpName = "TOKEN" };

    private static readonly Option<bool> Demo = new("--demo") { Description = "Wait until the service has started, and leave it alone if it is not empty" };

    public static Command Create()
    {
        var command = new Command("seed", "Fills an empty service with an example: vehicles, desks, runways, customers, and three months of bookings.") { Address, Token, Demo };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Address)!, parsed.GetValue(Token), parsed.GetValue(Demo), AnsiConsole.Console, cancellation));
        return command;
    }

    /// <exception cref="CommandException">The service does not answer, refuses a request, or is not empty.</exception>
    public static async Task RunAsync(Uri address, string? token, bool isDemo, IAnsiConsole console, CancellationToken cancellation, int days = ExamplePlace.Days)
    {
        using var service = new SeedClient(address, token);
        if (isDemo)
            await service.WaitAsync(cancellation);
        var types = await service.ListTypesAsync(cancellation);
        if (await service.HasResourcesAsync(types, cancellation))
        {
            if (isDemo)
                return;
            throw new CommandException(CommandException.Unavailable, $"{address} has resources already: seed fills an empty service.");
        }
        var place = ExamplePlace.Make(types, TimeProvider.System.GetUtcNow().UtcDateTime.Date, days);
        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var (resources, customers, times) = (progress.AddTask("Resources", maxValue: place.Resources.Count), progress.AddTask("Customers", maxValue: place.Customers.Count), progress.AddTask("Bookings", maxValue: place.Times.Count));
            await service.FillAsync(place, () => resources.Increment(1), () => customers.Increment(1), () => times.Increment(1), cancellation);
        });
        console.WriteLine($"{place.Resources.Count} resources, {place.Customers.Count} customers and {place.Times.Count} bookings are in {address}");
    }
}
