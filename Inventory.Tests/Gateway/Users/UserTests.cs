using System.Text.Json;
using Inventory.Domain.Users;
using Inventory.Tests.Gateway.Api;
using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Users;

[Collection(SecuredGatewayTests.Name)]
public sealed class UserTests(SecuredGateway gateway)
{
    [Fact]
    public async Task A_user_registers_logs_in_and_out()
    {
        var (name, mail) = NewName();
        var made = (await Register(name, mail)).Expect(201);
        Assert.Equal(["id", "username", "email", "first_name", "last_name", "role", "time_registered", "time_modified"], made.Json.EnumerateObject().Select(m => m.Name));
        Assert.Equal((name, mail, "Ann", "Other", "customer"),
            (made["username"].GetString(), made["email"].GetString(), made["first_name"].GetString(), made["last_name"].GetString(), made["role"].GetString()));

        var login = (await gateway.Client.Post("/api/users/login", new { username = name.ToUpperInvariant(), password = Password })).Expect(200);
        Assert.Equal(["token", "expires"], login.Json.EnumerateObject().Select(m => m.Name));
        Assert.Equal("no-store", login.Header("Cache-Control"));
        var token = login["token"].GetString()!;
        Assert.Equal(made.Text, (await gateway.Client.Post("/api/users/check_token", new { token })).Expect(200).Text);
        Assert.Equal(made.Text, (await gateway.Client.Get("/api/users/me", As(token))).Expect(200).Text);
        Assert.Equal(made.Text, (await gateway.Client.Get("/api/users/me", ("Authorization", token))).Expect(200).Text);

        (await gateway.Client.Post("/api/users/logout", new { token })).ExpectStatus(200);
        (await gateway.Client.Post("/api/users/logout", new { token })).ExpectProblem(404, "not-found");
        (await gateway.Client.Post("/api/users/check_token", new { token })).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/users/me", As(token))).ExpectProblem(401, "token-invalid");
    }

    [Fact]
    public async Task A_new_password_ends_the_old_one_and_all_other_tokens()
    {
        const string New = "a better battery";
        var name = await gateway.NewUserAsync();
        var (token, other) = (await gateway.LoginAsync(name), await gateway.LoginAsync(name));
        (await ChangeAsync(token, "wrong password", New)).ExpectFaults("#/password");
        (await ChangeAsync(token, Password, "short")).ExpectFaults("#/new_password");
        (await ChangeAsync(token, Password, "password123")).ExpectFaults("#/new_password");
        (await ChangeAsync(gateway.Keys["events"], Password, New)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/users/me", As(other))).Expect(200);

        (await ChangeAsync(token, Password, New)).ExpectStatus(204);
        (await gateway.Client.Get("/api/users/me", As(token))).Expect(200);
        (await gateway.Client.Get("/api/users/me", As(other))).ExpectProblem(401, "token-invalid");
        (await gateway.Client.Post("/api/users/login", new { username = name, password = Password })).ExpectProblem(401, "login-failed");
        var id = (await gateway.Client.Get("/api/users/me", As(await gateway.LoginAsync(name, New)))).Expect(200).Id;
        var change = (await gateway.Client.Get($"/api/users/{id}/changes", As(gateway.Admin))).Expect(200).Items[^1];
        Assert.Equal(("password-changed", $"user:{id}"), (change.GetProperty("kind").GetString(), change.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task Who_has_lost_a_token_ends_all_of_its_own()
    {
        var name = await gateway.NewUserAsync();
        var (token, other) = (await gateway.LoginAsync(name), await gateway.LoginAsync(name));
        (await gateway.Client.Delete("/api/users/me/tokens", As(token))).ExpectStatus(204);
        foreach (var ended in new[] { token, other })
            (await gateway.Client.Get("/api/users/me", As(ended))).ExpectProblem(401, "token-invalid");
        await gateway.LoginAsync(name);
    }

    [Fact]
    public async Task A_registration_that_is_sent_again_with_its_key_is_one_and_with_another_body_or_password_is_refused()
    {
        var (name, mail) = NewName();
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Register(name, mail, key: [key])));
        Assert.All(answers, answer => Assert.Equal((201, answers[0].Text), (answer.Status, answer.Text)));
        await gateway.LoginAsync(name);
        using var form = Form(("username", name), ("mail", mail), ("first_name", "Ann"), ("last_name", "Other"), ("password", Password));
        Assert.Equal(answers[0].Text, (await gateway.Client.Send(HttpMethod.Post, "/api/users/register", form, key)).Expect(201).Text);
        (await Register(name, mail, "another password", [key])).ExpectProblem(422, "idempotency-key-reused");
        (await Register($"{name} 2", mail, key: [key])).ExpectProblem(422, "idempotency-key-reused");
        (await Register(name, mail)).ExpectProblem(409, "user-taken");
    }

    [Fact]
    public async Task After_a_refusal_its_key_can_be_used_for_what_is_right()
    {
        var (name, mail) = NewName();
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        (await Register(await gateway.NewUserAsync(), mail, key: [key])).ExpectProblem(409, "user-taken");
        (await Register(name, mail, key: [key])).Expect(201);
    }

    [Fact]
    public async Task A_form_is_as_good_as_json()
    {
        var (name, mail) = NewName();
        using var form = Form(("username", name), ("mail", mail), ("first_name", "Ann & Bob"), ("last_name", "Ö"), ("password", Password));
        var made = (await gateway.Client.Send(HttpMethod.Post, "/api/users/register", form)).Expect(201);
        Assert.Equal("Ann & Bob", made["first_name"].GetString());
        using var parts = new MultipartFormDataContent { { new StringContent(name), "username" }, { new StringContent(Password), "password" } };
        var token = (await gateway.Client.Send(HttpMethod.Post, "/api/users/login", parts)).Expect(200)["token"].GetString()!;
        using var check = Form(("token", token));
        Assert.Equal(name, (await gateway.Client.Send(HttpMethod.Post, "/api/users/check_token", check)).Expect(200)["username"].GetString());
        using var logout = Form(("token", token));
        (await gateway.Client.Send(HttpMethod.Post, "/api/users/logout", logout)).ExpectStatus(200);
        using var twice = Form(("username", name), ("username", name));
        (await gateway.Client.Send(HttpMethod.Post, "/api/users/login", twice)).ExpectProblem(400, "malformed");
        using var empty = Form();
        (await gateway.Client.Send(HttpMethod.Post, "/api/users/login", empty)).ExpectFaults("#/username", "#/password");
    }

    [Fact]
    public async Task A_name_or_mail_that_is_taken_is_refused()
    {
        var (name, mail) = NewName();
        (await Register(name, mail)).Expect(201);
        (await Register(name.ToUpperInvariant(), "other@example.org")).ExpectProblem(409, "user-taken");
        (await Register(NewName().Name, mail.ToUpperInvariant())).ExpectProblem(409, "user-taken");
    }

    [Fact]
    public async Task Whether_a_name_is_taken_can_be_asked()
    {
        var (name, mail) = NewName();
        var before = (await gateway.Client.Get($"/api/users/exists?username={Uri.EscapeDataString(name)}")).ExpectStatus(404);
        Assert.Equal("false", before.Text);
        await Register(name, mail);
        var after = (await gateway.Client.Get($"/api/users/exists?username={Uri.EscapeDataString(name)}")).Expect(200);
        Assert.Equal("true", after.Text);
        (await gateway.Client.Get("/api/users/exists")).ExpectFaults("?username");
    }

    [Theory]
    [InlineData("""{}""", "#/username", "#/mail", "#/password")]
    [InlineData("""{"username":"","mail":"a@b","password":"correct horse"}""", "#/username")]
    [InlineData("""{"username":" ann","mail":"a@b","password":"correct horse"}""", "#/username")]
    [InlineData("""{"username":"an\u200bn","mail":"a@b","password":"correct horse"}""", "#/username")]
    [InlineData("""{"username":"123456789012345678901234567890123456789012345678901","mail":"a@b","password":"correct horse"}""", "#/username")]
    [InlineData("""{"username":"x1","mail":"a","password":"correct horse"}""", "#/mail")]
    [InlineData("""{"username":"x1","mail":"a@b","password":"short"}""", "#/password")]
    [InlineData("""{"username":"x1","mail":"a@b","password":"Password1"}""", "#/password")]
    public async Task What_breaks_a_rule_is_told_at_once(string body, params string[] pointers) => (await gateway.Client.Post("/api/users/register", body)).ExpectFaults(pointers);

    [Fact]
    public async Task Texts_that_are_too_long_are_refused()
    {
        var x = new string('x', 300);
        var body = new { username = x, mail = $"{x}@example.org", first_name = x, last_name = x, password = x };
        (await gateway.Client.Post("/api/users/register", body)).ExpectFaults("#/username", "#/mail", "#/first_name", "#/last_name", "#/password", "#/password");
        (await gateway.Client.Post("/api/users/login", new { username = x, password = x })).ExpectFaults("#/username", "#/password");
    }

    [Fact]
    public async Task A_naughty_string_is_a_name_like_any_other()
    {
        var usernames = 0;
        foreach (var text in NaughtyStrings.All.Concat(NaughtyStrings.All.Select(s => $"{s}'--")).Where((s, n) => n % 2 == 0 && s.EnumerateRunes().Count() <= 40))
        {
            var name = $"{Guid.NewGuid():N}"[..8] + text;
            var isFine = Usernames.Fault(name) is null;
            var body = new { username = isFine ? name : $"{Guid.NewGuid():N}", mail = MailAddresses.IsPlausible($"{name}@example.org") ? $"{name}@example.org" : $"{Guid.NewGuid():N}@example.org", first_name = text, last_name = text, password = $"{Guid.NewGuid()}" };
            var made = (await gateway.Client.Post("/api/users/register", body)).Expect(201);
            var read = (await gateway.Client.Get($"/api/users/{made.Id}", As(gateway.Admin))).Expect(200);
            foreach (var user in new[] { made.Json, read.Json })
            {
                Assert.Equal(text, user.GetProperty("first_name").GetString());
                Assert.Equal(text, user.GetProperty("last_name").GetString());
                Assert.Equal(body.mail, user.GetProperty("email").GetString());
                Assert.Equal(body.username, user.GetProperty("username").GetString());
            }
            usernames += isFine ? 1 : 0;
            if (!isFine)
                (await gateway.Client.Post("/api/users/register", body with { username = name })).ExpectFaults("#/username");
        }
        Assert.True(usernames > 50);
    }

    [Fact]
    public async Task A_password_is_any_text_and_no_other()
    {
        var (name, mail) = NewName();
        const string password = "  ' OR 1=1; 密码 😍 \t";
        (await Register(name, mail, password)).Expect(201);
        await gateway.LoginAsync(name, password);
        (await gateway.Client.Post("/api/users/login", new { username = name, password = password.Trim() })).ExpectProblem(401, "login-failed");
    }

    [Fact]
    public async Task A_wrong_password_and_a_name_that_nobody_has_are_answered_alike()
    {
        var name = await gateway.NewUserAsync();
        var wrong = (await gateway.Client.Post("/api/users/login", new { username = name, password = "wrong password" })).ExpectProblem(401, "login-failed");
        var nobody = (await gateway.Client.Post("/api/users/login", new { username = $"{name}x", password = "wrong password" })).ExpectProblem(401, "login-failed");
        Assert.Equal(wrong.Text, nobody.Text);
    }

    [Fact]
    public async Task Who_has_forgotten_its_password_sets_another_by_what_an_admin_issues()
    {
        var name = await gateway.NewUserAsync();
        var old = await gateway.LoginAsync(name);
        var id = (await gateway.Client.Get($"/api/users?username={name}", As(gateway.Admin))).Expect(200).Items[0].GetProperty("id");
        var (first, second) = (await IssueAsync(), await IssueAsync());
        (await ResetAsync(first, "battery staple horse")).ExpectProblem(404, "not-found");
        (await ResetAsync(second, "password")).ExpectFaults("#/new_password");
        (await ResetAsync(second, name)).ExpectFaults("#/new_password");
        (await gateway.Client.Get("/api/users/me", As(old))).Expect(200);
        (await gateway.Client.Get("/api/users/me", As(second))).ExpectProblem(401, "token-invalid");
        (await ResetAsync(second, "battery staple horse")).ExpectStatus(204);
        (await ResetAsync(second, "another staple horse")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/users/me", As(old))).ExpectProblem(401, "token-invalid");
        (await gateway.Client.Post("/api/users/login", new { username = name, password = Password })).ExpectProblem(401, "login-failed");
        await gateway.LoginAsync(name, "battery staple horse");
        var third = await IssueAsync();
        (await gateway.Client.Delete($"/api/users/{id}", As(gateway.Admin))).Expect(204);
        (await ResetAsync(third, "battery staple horse")).ExpectProblem(404, "not-found");
        (await gateway.Client.Post($"/api/users/{id}/password_resets", "", As(gateway.Admin))).ExpectProblem(404, "not-found");
        (await ResetAsync(old, "battery staple horse")).ExpectProblem(404, "not-found");
        var changes = (await gateway.Client.Get($"/api/users/{id}/changes", As(gateway.Admin))).Expect(200).Items.Select(change => change.GetProperty("kind").GetString());
        Assert.Equal(["registered", "password-reset-issued", "password-reset-issued", "password-reset", "password-reset-issued", "erased"], changes);

        async Task<string> IssueAsync()
        {
            var issued = (await gateway.Client.Post($"/api/users/{id}/password_resets", "", As(gateway.Admin))).Expect(201);
            Assert.Equal("no-store", issued.Header("Cache-Control"));
            return issued["token"].GetString()!;
        }

        Task<Answer> ResetAsync(string token, string password) => gateway.Client.Post("/api/users/reset_password", new { token, new_password = password });
    }

    [Fact]
    public async Task Who_guesses_has_to_wait()
    {
        var name = await gateway.NewUserAsync();
        var (guesses, answer) = (0, (Answer?)null);
        // Some are free. After them a slow machine may let a short wait pass, and no long one.
        for (; answer?.Status != 429 && guesses < LoginAttempts.Free + 8; guesses++)
            answer = await gateway.Client.Post("/api/users/login", new { username = name, password = "wrong password" });
        Assert.True(guesses > LoginAttempts.Free);
        answer!.ExpectProblem(429, "too-many-requests");
        (await gateway.Client.Post("/api/users/login", new { username = await gateway.NewUserAsync(), password = Password })).Expect(200);
    }

    private static (string Name, string Mail) NewName() => ($"ann {Guid.NewGuid():N}", $"{Guid.NewGuid():N}@example.org");

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private Task<Answer> Register(string username, string mail, string password = Password, params (string Name, string Value)[] key) =>
        gateway.Client.Post("/api/users/register", JsonSerializer.Serialize(new { username, mail, first_name = "Ann", last_name = "Other", password }), key);

    private Task<Answer> ChangeAsync(string token, string password, string newPassword) => gateway.Client.Send(
        HttpMethod.Put, "/api/users/me/password", GatewayClient.Raw(JsonSerializer.Serialize(new { password, new_password = newPassword })), As(token));
}
