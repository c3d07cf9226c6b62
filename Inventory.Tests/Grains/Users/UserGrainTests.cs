using System.Text;
using Inventory.Domain.Requests;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Users;
using Inventory.Storage;
using Inventory.Storage.States;

namespace Inventory.Tests.Grains.Users;

public sealed class UserGrainTests(GrainFixture fixture) : UserTest(fixture)
{
    [Fact]
    public async Task A_user_is_read_back_also_after_its_grain_was_made_again()
    {
        var user = await RegisteredAsync();
        Assert.Equal(user, await Grains.GetUser(user.Id).Read());
        Assert.Equal("hash", await Grains.GetUser(user.Id).ReadPasswordHash());
        await Cluster.DeactivateAsync(Grains.GetUser(user.Id));
        Assert.Equal(user, await Grains.GetUser(user.Id).Read());
        Assert.Equal(user.Id, await Grains.GetUniqueName(UniqueNames.OnUsername(Name)).Find());
        Assert.Contains(user.Id, await Grains.GetUserListOf(user.Id).List());
    }

    [Fact]
    public async Task Who_never_registered_is_not_there()
    {
        var nobody = Grains.GetUser(Guid.NewGuid());
        Assert.Null(await nobody.Read());
        Assert.Null(await nobody.ReadPasswordHash());
        Assert.Null(await nobody.OpenSession(Session("a")));
        Assert.Null(await nobody.FindSession("a"));
        Assert.False(await nobody.CloseSession("a"));
        Assert.False(await nobody.CloseAllSessions());
        Assert.Null(await nobody.SetRole(UserRole.Admin));
    }

    [Fact]
    public async Task A_name_or_mail_is_taken_once_in_whatever_case()
    {
        var user = await RegisteredAsync();
        Assert.Equal(RegisterUserStatus.UsernameTaken, (await Register(Name.ToUpperInvariant(), "other@example.org")).Status);
        Assert.Equal(RegisterUserStatus.MailTaken, (await Register($"{Name} 2", user.Mail.ToUpperInvariant())).Status);
        // The name of who was refused for the mail is free.
        await RegisteredAsync($"{Name} 2");
    }

    [Fact]
    public async Task Of_many_who_want_a_name_at_once_one_gets_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Register(Name, $"{i}.{Name.Replace(' ', '.')}@example.org")));
        Assert.Single(results, r => r.IsRegistered);
        Assert.Equal(19, results.Count(r => r.Status == RegisterUserStatus.UsernameTaken));
    }

    [Fact]
    public async Task Of_many_who_want_a_mail_at_once_one_gets_it_and_the_names_of_the_others_are_free()
    {
        var mail = $"{Name.Replace(' ', '.')}@example.org";
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Register($"{Name} {i}", mail)));
        Assert.Single(results, r => r.IsRegistered);
        Assert.Equal(19, results.Count(r => r.Status == RegisterUserStatus.MailTaken));
        foreach (var (i, _) in results.Index().Where(r => !r.Item.IsRegistered))
            await RegisteredAsync($"{Name} {i}");
    }

    [Fact]
    public async Task A_claim_that_came_to_nothing_is_free_after_a_minute_and_one_that_did_not_never()
    {
        var claim = UniqueNames.OnUsername(Name);
        var nobody = Guid.NewGuid();
        Assert.True(await Grains.GetUniqueName(claim).Claim(nobody));
        Assert.Equal(RegisterUserStatus.UsernameTaken, (await Register(Name)).Status);
        await AgeAsync(claim);
        var user = await RegisteredAsync();
        await AgeAsync(claim);
        Assert.False(await Grains.GetUniqueName(claim).Claim(nobody));
        Assert.True(await Grains.GetUniqueName(claim).Claim(user.Id));
    }

    [Fact]
    public async Task A_session_is_open_until_it_is_closed_and_each_alone()
    {
        var user = await RegisteredAsync();
        var grain = Grains.GetUser(user.Id);
        Assert.Equal(user, await grain.OpenSession(Session("a")));
        await grain.OpenSession(Session("b"));
        Assert.Equal(user, (await grain.FindSession("a"))!.User);
        Assert.True(await grain.CloseSession("a"));
        Assert.False(await grain.CloseSession("a"));
        Assert.Null(await grain.FindSession("a"));
        Assert.NotNull(await grain.FindSession("b"));
        Assert.True(await grain.CloseAllSessions());
        Assert.Null(await grain.FindSession("b"));
        await Cluster.DeactivateAsync(grain);
        Assert.Null(await grain.FindSession("b"));
    }

    [Fact]
    public async Task A_session_that_has_expired_is_not_open()
    {
        var grain = Grains.GetUser((await RegisteredAsync()).Id);
        await grain.OpenSession(Session("a", seconds: -1));
        Assert.Null(await grain.FindSession("a"));
        Assert.False(await grain.CloseSession("a"));
    }

    [Fact]
    public async Task A_role_holds_for_open_sessions_at_once()
    {
        var grain = Grains.GetUser((await RegisteredAsync()).Id);
        await grain.OpenSession(Session("a"));
        Assert.Equal(UserRole.Operator, (await grain.SetRole(UserRole.Operator))!.Role);
        Assert.Equal(UserRole.Operator, (await grain.FindSession("a"))!.User.Role);
    }

    [Fact]
    public async Task After_a_write_of_unknown_outcome_the_store_decides_what_is_true()
    {
        var grain = Grains.GetUser((await RegisteredAsync()).Id);
        await grain.OpenSession(Session("a"));
        States.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => grain.CloseSession("a"));
        Assert.NotNull(await grain.FindSession("a"));
        States.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => grain.CloseSession("a"));
        Assert.Null(await grain.FindSession("a"));
        await grain.OpenSession(Session("b"));
        Assert.NotNull(await grain.FindSession("b"));
    }

    [Fact]
    public async Task A_registration_that_fails_at_any_write_leaves_nobody_and_can_be_tried_again()
    {
        for (var writes = 0; writes < 4; writes++)
        {
            var (name, id) = ($"{Name} {writes}", Guid.CreateVersion7());
            var attempt = 0;
            // The first writes succeed, the next one does not.
            States.OnCommit = _ => attempt++ == writes;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Register(name, id: id));
            States.OnCommit = null;
            Assert.Null(await Grains.GetUser(id).Read());
            Assert.True((await Register(name, id: id)).IsRegistered, $"after {writes} writes");
        }
    }

    [Fact]
    public async Task A_registration_with_a_key_is_answered_as_at_first_and_is_one()
    {
        var key = new IdempotencyKey($"{Guid.NewGuid()}", 17);
        var id = await Grains.GetRegistrationKey(key).Reserve(Guid.NewGuid());
        Assert.Equal(id, await Grains.GetRegistrationKey(key with { Fingerprint = 18 }).Reserve(Guid.NewGuid()));
        Assert.NotEqual(id, await Grains.GetRegistrationKey(key with { Key = key.Key.ToUpperInvariant() }).Reserve(Guid.Empty));
        var first = (await Register(Name, id: id, key: key)).User!;
        await Grains.GetUser(id).SetRole(UserRole.Admin);
        await Cluster.DeactivateAsync(Grains.GetUser(id));
        Assert.Equal(first, (await Register(Name, id: id, key: key)).User);
        Assert.Equal(RegisterUserStatus.KeyReused, (await Register(Name, id: id, key: key with { Fingerprint = 18 })).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Register(Name, id: id));
        await Grains.GetUser(id).Erase(null);
        Assert.Equal(RegisterUserStatus.KeyReused, (await Register(Name, id: id, key: key)).Status);
    }

    [Fact]
    public async Task Of_who_is_erased_nothing_is_left_but_what_was_done_by_ids()
    {
        var user = await RegisteredAsync();
        var (grain, admin) = (Grains.GetUser(user.Id), new Caller("user:admin"));
        await grain.OpenSession(Session("a"));
        await grain.SetRole(UserRole.Operator, admin);
        Assert.True(await grain.Erase(admin));
        Assert.Null(await grain.Read());
        Assert.Null(await grain.ReadPasswordHash());
        Assert.Null(await grain.FindSession("a"));
        Assert.Null(await grain.OpenSession(Session("b")));
        Assert.Null(await grain.SetRole(UserRole.Admin));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Register(Name, id: user.Id));
        Assert.DoesNotContain(States.Records, record => Text(record).Contains(Name, StringComparison.OrdinalIgnoreCase) || Text(record).Contains(user.Mail, StringComparison.OrdinalIgnoreCase));

        Assert.True(await grain.Erase(admin));
        Assert.Equal([(UserChangeKind.Registered, null, UserRole.Customer), (UserChangeKind.RoleChanged, "user:admin", UserRole.Operator), (UserChangeKind.Erased, "user:admin", null)],
            (await grain.ReadChanges()).Select(change => (change.Kind, change.Actor, change.Role)));
        Assert.NotEqual(user.Id, (await RegisteredAsync()).Id);
        Assert.False(await Grains.GetUser(Guid.NewGuid()).Erase(admin));

        static string Text(KeyValuePair<StateKey, StoredState> record) => $"{record.Key} {Encoding.UTF8.GetString(record.Value.Json!)}";
    }

    [Fact]
    public async Task An_erasure_that_fails_at_any_write_is_ended_by_the_next_and_from_the_first_write_on_nobody_is_there()
    {
        // The user, the key that it made, its name, its mail, and that all is done.
        for (var writes = 0; writes < 5; writes++)
        {
            var user = await RegisteredAsync($"{Name} {writes}");
            var grain = Grains.GetUser(user.Id);
            var key = new ApiKey { Id = Guid.NewGuid(), Name = $"{user.Id}", Scopes = ["events"], Created = user.Registered, Hash = "h", Actor = Caller.ActorOf(user.Id) };
            await Grains.GetApiKeys().Add(key);
            var attempt = 0;
            States.OnCommit = _ => attempt++ == writes;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => grain.Erase(null));
            States.OnCommit = null;
            Assert.Equal(writes == 0, await grain.Read() is not null);
            await Cluster.DeactivateAsync(grain);
            Assert.True(await grain.Erase(null));
            Assert.Null(await Grains.GetApiKeys().Find(key.Id, key.Hash));
            Assert.Null(await Grains.GetUniqueName(UniqueNames.OnUsername(user.Username)).Find());
            Assert.Null(await Grains.GetUniqueName(UniqueNames.OnMail(user.Mail)).Find());
            Assert.Single(await grain.ReadChanges(), change => change.Kind == UserChangeKind.Erased);
            await RegisteredAsync(user.Username);
        }
    }

    [Fact]
    public async Task What_is_kept_can_be_read_by_a_person_and_has_no_token()
    {
        var user = await RegisteredAsync();
        await Grains.GetUser(user.Id).OpenSession(Session("abc"));
        var json = Encoding.UTF8.GetString(States.Records[new("user", "user", user.Id.ToString())].Json!);
        Assert.Contains($"\"username\":\"{Name}\"", json, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"Customer\"", json, StringComparison.Ordinal);
        Assert.Contains("\"password_hash\":\"hash\"", json, StringComparison.Ordinal);
        Assert.Contains("\"token_hash\":\"abc\"", json, StringComparison.Ordinal);
    }

    // As if it had been taken two minutes ago.
    private async Task AgeAsync(string claim)
    {
        var key = new StateKey("unique-name", "claim", claim);
        var stored = States.Records[key];
        var user = await Grains.GetUniqueName(claim).Find();
        await Cluster.DeactivateAsync(Grains.GetUniqueName(claim));
        var at = new Instant(TimeProvider.System.Now().Microseconds - 120_000_000);
        var json = Encoding.UTF8.GetBytes($$"""{"user":"{{user}}","at":"{{at}}"}""");
        Assert.Equal(CommitStatus.Committed, await States.CommitStateAsync(new() { Key = key, Version = stored.Version + 1, Json = json, At = at }));
    }
}
