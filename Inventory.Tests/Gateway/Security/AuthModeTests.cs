using Inventory.Gateway.Security;
using Inventory.TestHost;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Security;

public sealed class AuthModeTests
{
    private const int ConfigurationError = 78;

    [Theory]
    [InlineData("Open", "--Inventory:Auth:Mode", "Open", "--urls", "http://0.0.0.0:0")]
    [InlineData("Open", "--Inventory:Auth:Mode", "Open", "--urls", "http://127.0.0.1:0;http://[::]:0")]
    [InlineData("Open", "--Inventory:Auth:Mode", "Open", "--http_ports", "0")]
    [InlineData("Open", "--Inventory:Auth:Mode", "Open", "--Kestrel:Endpoints:All:Url", "http://*:0")]
    [InlineData("Mode", "--Inventory:Auth:Mode", "Sometimes")]
    [InlineData("Mode", "--Inventory:Auth:Mode", "7")]
    [InlineData("TokenLifetime", "--Inventory:Auth:TokenLifetime", "0")]
    [InlineData("Inventory:Auth:Admin", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", "password")]
    [InlineData("Inventory:RateLimits", "--Inventory:RateLimits:Burst", "0")]
    public async Task What_cannot_be_is_told_in_a_sentence(string told, params string[] arguments)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, errors) = await HostedGateway.RefusalAsync(data.Path, arguments);
        Assert.Equal(ConfigurationError, exitCode);
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_than_on_loopback_a_token_is_required_by_default()
    {
        await using var gateway = await InProcessGateway.StartAsync("--urls", "http://0.0.0.0:0");
        using var client = new GatewayClient(new Uri($"http://127.0.0.1:{gateway.Address.Port}"));
        var refusal = (await client.Post("/api/cars", new { name = "x" })).ExpectProblem(401, "token-missing");
        Assert.Equal("Bearer realm=\"inventory\"", refusal.Header("WWW-Authenticate"));
        (await client.Get("/api/types")).Expect(200);
    }

    [Fact]
    public async Task Where_no_token_is_required_one_that_is_sent_still_has_to_be_good()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Open");
        var refusal = (await gateway.Client.Get("/api/cars", SecuredGateway.As("garbage"))).ExpectProblem(401, "token-invalid");
        Assert.Equal("Bearer realm=\"inventory\", error=\"invalid_token\"", refusal.Header("WWW-Authenticate"));
        (await gateway.Client.Get("/api/cars")).Expect(200);
        (await gateway.Client.Get("/api/users")).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_admin_is_made_once_and_everything_outlives_a_crash()
    {
        string[] arguments = ["--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password"];
        await using var gateway = await InProcessGateway.StartAsync([.. arguments, "a first password"]);
        var token = (await gateway.Client.Post("/api/users/login", new { username = "root", password = "a first password" })).Expect(200)["token"].GetString()!;
        (await gateway.Client.Post("/api/users/register", new { username = "ann", mail = "a@b", password = "a good password" })).Expect(201);

        await gateway.KillAsync();
        await gateway.StartAgainAsync([.. arguments, "another password"]);
        Assert.Equal(2, (await gateway.Client.Get("/api/users", SecuredGateway.As(token))).Expect(200).Items.Count);
        (await gateway.Client.Post("/api/users/login", new { username = "root", password = "another password" })).ExpectProblem(401, "login-failed");
        (await gateway.Client.Post("/api/users/register", new { username = "ANN", mail = "c@d", password = "a good password" })).ExpectProblem(409, "user-taken");
    }

    [Fact]
    public async Task Who_asks_for_too_much_waits_and_others_do_not()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:RateLimits:LoginsPerMinute", "2",
            "--Inventory:RateLimits:RequestsPerSecond", "1", "--Inventory:RateLimits:Burst", "20", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", "a good password");
        var admin = (await gateway.Client.Post("/api/users/login", new { username = "root", password = "a good password" })).Expect(200)["token"].GetString()!;
        await gateway.Client.Post("/api/users/login", new { username = "ann", password = "a good password" });
        (await gateway.Client.Post("/api/users/login", new { username = "ann", password = "a good password" })).ExpectProblem(429, "too-many-requests");
        Answer answer;
        var (tries, begin) = (0, 0L);
        do
        {
            begin = TimeProvider.System.GetTimestamp();
            answer = await gateway.Client.Get("/api/types");
        }
        while (answer.Status == 200 && ++tries < 60);
        answer.ExpectProblem(429, "too-many-requests");
        // A timer may be a little early.
        Assert.True(TimeProvider.System.GetElapsedTime(begin) > RateLimits.RefusalDelay * 0.9, "Who repeats at once what is refused is not slowed down.");
        for (var i = 0; i < 60; i++)
            (await gateway.Client.Get("/api/types", SecuredGateway.As(admin))).Expect(200);
        // Whoever asks whether the service lives would end it if the answer were no.
        for (var i = 0; i < 60; i++)
            Assert.Equal((200, 200), ((await gateway.Client.Get("/health/live")).Status, (await gateway.Client.Get("/health/ready")).Status));
    }

    [Theory]
    [InlineData("127.0.0.0/8", 401)]
    [InlineData("10.0.0.1", 429)]
    public async Task Behind_a_proxy_that_is_trusted_each_client_is_counted_by_its_own_address(string proxy, int statusOfAnother)
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:RateLimits:LoginsPerMinute", "2", "--Inventory:Proxies:0", proxy);
        for (var i = 0; i < 2; i++)
            (await LoginAsync("203.0.113.1")).ExpectProblem(401, "login-failed");
        (await LoginAsync("203.0.113.1")).ExpectProblem(429, "too-many-requests");
        // What a client writes before what its proxy adds is not believed.
        (await LoginAsync("198.51.100.7, 203.0.113.1")).ExpectProblem(429, "too-many-requests");
        Assert.Equal(statusOfAnother, (await LoginAsync("203.0.113.2")).Status);

        Task<Answer> LoginAsync(string from) => gateway.Client.Post("/api/users/login", new { username = "ann", password = "a good password" }, ("X-Forwarded-For", from));
    }

    [Fact]
    public async Task Networks_of_IPv6_have_the_limits_of_sixteen_addresses()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:RateLimits:LoginsPerMinute", "2", "--Inventory:Proxies:0", "127.0.0.0/8");
        for (var n = 0; n < 32; n++)
            (await LoginAsync($"2001:db8:1:{n:x}::{n:x}")).ExpectProblem(401, "login-failed");
        (await LoginAsync("2001:db8:1:ffff::1")).ExpectProblem(429, "too-many-requests");
        // Addresses of one /64 are one client.
        for (var n = 0; n < 2; n++)
            (await LoginAsync($"2001:db8:2::{n:x}")).ExpectProblem(401, "login-failed");
        (await LoginAsync("2001:db8:2::3")).ExpectProblem(429, "too-many-requests");
        (await LoginAsync("2001:db8:2:1::1")).ExpectProblem(401, "login-failed");

        Task<Answer> LoginAsync(string from) => gateway.Client.Post("/api/users/login", new { username = $"ann {from}", password = "a good password" }, ("X-Forwarded-For", from));
    }

    [Fact]
    public async Task Who_guesses_tokens_is_slowed_down_and_who_has_one_is_not()
    {
        await using var gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:RateLimits:LoginsPerMinute", "0");
        await gateway.Client.RegisterAsync("ann");
        var (mine, unused) = (await LoginAsync(), await LoginAsync());
        (await gateway.Client.Get("/api/users/me", SecuredGateway.As(mine))).Expect(200);
        // The same one again and again is one guess.
        for (var i = 0; i < 2 * TokenGuesses.PerMinute; i++)
            (await gateway.Client.Get("/api/users/me", SecuredGateway.As($"it_{new string('A', 64)}"))).ExpectProblem(401, "token-invalid");
        var answers = new List<Answer>();
        for (var i = 0; i < TokenGuesses.PerMinute + 20; i++)
            answers.Add(await gateway.Client.Get("/api/users/me", SecuredGateway.As(Guess())));
        answers[0].ExpectProblem(401, "token-invalid");
        answers.First(answer => answer.Status == 429).ExpectProblem(429, "too-many-requests");
        (await gateway.Client.Get("/api/users/me", SecuredGateway.As(mine))).Expect(200);
        // Nobody can tell yet that it is good.
        (await gateway.Client.Get("/api/users/me", SecuredGateway.As(unused))).ExpectProblem(429, "too-many-requests");

        async Task<string> LoginAsync() => (await gateway.Client.Post("/api/users/login", new { username = "ann", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!;

        static string Guess() => "it_" + System.Buffers.Text.Base64Url.EncodeToString([.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]);
    }
}
