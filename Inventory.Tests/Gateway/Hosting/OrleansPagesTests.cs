namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Orleans' own dashboard.</summary>
public sealed class OrleansPagesTests
{
    [Fact]
    public async Task Admins_see_them_where_they_are_wanted_and_nobody_sees_states()
    {
        await using var gateway = await InProcessGateway.StartAsync(
            "--Inventory:Dashboard=true", "--Inventory:Auth:Mode=Required", "--Inventory:Auth:Admin:Username=root", "--Inventory:Auth:Admin:Password=correct horse battery");
        var token = (await gateway.Client.Post("/api/users/login", new { username = "root", password = "correct horse battery" })).Expect(200)["token"].GetString();
        (string, string) admin = ("Authorization", $"Bearer {token}");
        foreach (var page in (string[])["/orleans/", "/orleans/index.min.js", "/orleans/ClusterStats"])
        {
            (await gateway.Client.Get(page)).ExpectProblem(401, "token-missing");
            (await gateway.Client.Get(page, admin)).ExpectStatus(200);
        }
        (await gateway.Client.Get("/orleans/GrainState?grainId=1&grainType=user", admin)).ExpectProblem(404, "not-found");
        await gateway.StopAsync();
        await gateway.StartAgainAsync("--Inventory:Auth:Mode=Required");
        (await gateway.Client.Get("/orleans/", admin)).ExpectProblem(404, "not-found");
    }
}
