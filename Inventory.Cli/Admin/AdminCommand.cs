using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Inventory.Cli.Data;
using Inventory.Gateway.Hosting;
using Inventory.Gateway.Users;
using Inventory.Storage.Transfer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Cli.Admin;

/// <summary>For an operator that has the store, and no password.</summary>
internal static class AdminCommand
{
    private const int PasswordLength = 24;

    // Without those that look like others.
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var store = StoreOptions.Store("Of which service");
        var username = new Option<string>("--username") { Description = "Whose password", HelpName = "NAME", DefaultValueFactory = _ => "admin" };
        var reset = new Command("reset", "Gives an admin a new password, ends its tokens, and prints the password. Creates the admin if there is none. A service on a data directory has to be stopped; a cluster has to run.")
        {
            store, username, StoreOptions.Json,
        };
        reset.SetAction((parsed, cancellation) => ResetAsync(
            StoreOptions.Parse(parsed.GetValue(store)!), parsed.GetValue(username)!, parsed.GetValue(StoreOptions.Json), output, error, cancellation));
        return new Command("admin", "Looks after admins.") { reset };
    }

    private static async Task<int> ResetAsync(StoreAddress store, string username, bool isJson, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var settings = store.Settings ?? throw new CommandException(CommandException.Usage, $"{store.Text} is a file. Restore it, and name the data directory.");
        var password = RandomNumberGenerator.GetString(Letters, PasswordLength);
        Task<string?>? done = null;
        // The service itself, for a moment, at a port that nobody knows.
        var status = await GatewayProgram.RunAsync(
            ["--urls", "http://127.0.0.1:0", "--Logging:Console:LogLevel:Default", "None", .. settings], error, started: app => done = ResetAndStopAsync(app, username, password, cancellation));
        if (done is null)
            return status;
        if (await done is { } fault)
            throw new CommandException(CommandException.Failed, $"{username} cannot be created. {fault}");
        await output.WriteLineAsync(isJson
            ? new JsonObject { ["store"] = store.Text, ["username"] = username, ["password"] = password }.ToJsonString()
            : $"{username} is an admin of {store.Text}, with the password {password}");
        return 0;
    }

    private static async Task<string?> ResetAndStopAsync(WebApplication app, string username, string password, CancellationToken cancellation)
    {
        try
        {
            await GrainHost.WhenReachable(app.Services).WaitAsync(Patience, cancellation);
            return await app.Services.GetRequiredService<SignIn>().ResetAdminAsync(username, password, cancellation);
        }
        catch (TimeoutException)
        {
            throw new CommandException(CommandException.Unavailable, "No silo of the cluster answers. Start the cluster.");
        }
        finally
        {
            app.Lifetime.StopApplication();
        }
    }
}
