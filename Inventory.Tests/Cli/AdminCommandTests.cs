using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Cli;

public sealed class AdminCommandTests
{
    private const string Required = "--Inventory:Auth:Mode=Required";

    [Fact]
    public async Task A_lost_password_is_replaced_and_the_tokens_end()
    {
        await using var gateway = await InProcessGateway.StartAsync(Required, "--Inventory:Auth:Admin:Username=root", "--Inventory:Auth:Admin:Password=correct horse battery");
        var token = await LogInAsync(gateway, "root", "correct horse battery");
        await gateway.StopAsync();
        var reset = await InventoryCommand.JsonAsync("admin", "reset", gateway.DataDirectory, "--username", "root");
        await gateway.StartAgainAsync(Required);

        (await gateway.Client.Get("/api/users/me", ("Authorization", $"Bearer {token}"))).Expect(401);
        (await gateway.Client.Post("/api/users/login", new { username = "root", password = "correct horse battery" })).Expect(401);
        token = await LogInAsync(gateway, "root", reset.GetProperty("password").GetString()!);
        Assert.Equal("admin", (await gateway.Client.Get("/api/users/me", ("Authorization", $"Bearer {token}"))).Expect(200)["role"].GetString());
    }

    [Fact]
    public async Task An_admin_is_created_where_there_is_none_and_not_under_a_name_that_is_not_allowed()
    {
        using var data = new TemporaryDirectory();
        var (status, output, error) = await InventoryCommand.RunAsync("admin", "reset", data.Path);
        Assert.Equal((0, ""), (status, error));
        var password = output.TrimEnd().Split(' ')[^1];
        await using (var gateway = await InProcessGateway.StartOnAsync(data.Path))
            await LogInAsync(gateway, "admin", password);
        (status, output, error) = await InventoryCommand.RunAsync("admin", "reset", data.Path, "--username", "a b");
        Assert.Equal((1, ""), (status, output));
        Assert.StartsWith("inventory: a b cannot be created. ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_runs_and_a_file_are_refused()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var (status, _, error) = await InventoryCommand.RunAsync("admin", "reset", gateway.DataDirectory);
        Assert.Equal(78, status);
        Assert.Contains("in use by another process", error, StringComparison.Ordinal);
        (status, _, error) = await InventoryCommand.RunAsync("admin", "reset", "backup.db");
        Assert.Equal(64, status);
        Assert.Contains("is a file", error, StringComparison.Ordinal);
    }

    private static async Task<string> LogInAsync(InProcessGateway gateway, string username, string password) =>
        (await gateway.Client.Post("/api/users/login", new { username, password })).Expect(200)["token"].GetString()!;
}
