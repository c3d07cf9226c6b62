using Inventory.Domain.Users;
using Inventory.Grains.States;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Grains.Users;

[GrainType("user")]
public sealed class UserGrain([PersistentState("user")] IPersistentState<UserState> stored, TimeProvider clock) : Grain, IUserGrain
{
    private readonly GroupCommitState<UserState> _state = new(stored);

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    public async Task<RegisterUserResult> Register(RegisterUserRequest request)
    {
        var state = await _state.ReadAsync();
        if (state.User is not null || state.IsErased())
            return state.Replay(request.Key) ?? throw new InvalidOperationException($"User {Id} is or was there already.");
        var username = GrainFactory.GetUniqueName(UniqueNames.OnUsername(request.Username));
        if (!await username.Claim(Id)) return RegisterUserResult.UsernameTaken;
        if (!await GrainFactory.GetUniqueName(UniqueNames.OnMail(request.Mail)).Claim(Id))
        {
            await username.Release(Id);
            return RegisterUserResult.MailTaken;
        }

        // After a crash here there is no user: the claims end in time, and lists skip the id.
        await GrainFactory.GetUserListOf(Id).Add(Id);
        state = await _state.WriteAsync(UserDecisions.Register(Id, request, Now));
        return RegisterUserResult.Registered(state.User!);
    }

    public async Task<User?> Read() => (await _state.ReadAsync()).User;

    public async Task<string?> ReadPasswordHash() => (await _state.ReadAsync()).PasswordHash;

    public async Task<User?> OpenSession(Session session)
    {
        var state = await _state.ReadAsync();
        var next = state.Open(session, Now);
        // Beyond the limit it ends another, which a cache may know.
        return (await (next.Sessions.Length > state.Sessions.Length ? _state.WriteAsync(next) : RevokeAsync(next))).User;
    }

    public async Task<OpenSession?> FindSession(string tokenHash) => (await _state.ReadAsync()).FindSession(tokenHash, Now);

    public async Task<bool> CloseSession(string tokenHash)
    {
        var state = await _state.ReadAsync();
        if (state.FindSession(tokenHash, Now) is null) return false;
        await RevokeAsync(state.CloseSession(tokenHash));
        return true;
    }

    public async Task<bool> CloseAllSessions(Caller? caller)
    {
        await RevokeCalendarTokensAsync();
        var state = await _state.ReadAsync();
        return (await RevokeAsync(state.CloseAllSessions(caller?.Actor, Now))).User is not null;
    }

    public async Task<bool> SetPassword(string passwordHash, string? keptTokenHash)
    {
        await RevokeCalendarTokensAsync();
        var state = await _state.ReadAsync();
        return (await RevokeAsync(state.SetPassword(passwordHash, keptTokenHash, Caller.ActorOf(Id), Now))).User is not null;
    }

    public async Task<User?> IssuePasswordReset(PasswordReset reset, Caller? caller)
    {
        var state = await _state.ReadAsync();
        return (await _state.WriteAsync(state.IssueReset(reset, caller?.Actor, Now))).User;
    }

    public async Task<User?> FindPasswordReset(string tokenHash) => (await _state.ReadAsync()).FindReset(tokenHash, Now);

    public async Task<bool> ResetPassword(string tokenHash, string passwordHash)
    {
        var state = await _state.ReadAsync();
        var next = state.ResetPassword(tokenHash, passwordHash, Now);
        if (next == state) return false;
        await RevokeCalendarTokensAsync();
        await RevokeAsync(next);
        return true;
    }

    public async Task RenewPasswordHash(string old, string renewed)
    {
        var state = await _state.ReadAsync();
        if (state.PasswordHash == old)
            await _state.WriteAsync(state with { PasswordHash = renewed });
    }

    public async Task<User?> SetRole(UserRole role, Caller? caller)
    {
        var state = await _state.ReadAsync();
        state = await RevokeAsync(state.SetRole(role, caller?.Actor, Now));
        // In this order, so that it makes no key in between. Who repeats an interrupted request completes it.
        if (role != UserRole.Admin)
            await GrainFactory.GetApiKeys().RevokeOf(Caller.ActorOf(Id));
        return state.User;
    }

    public async Task<User?> SetGroup(string? group, Caller? caller) => (await RevokeAsync((await _state.ReadAsync()).SetGroup(group, caller?.Actor, Now))).User;

    public async Task<bool> Erase(Caller? caller)
    {
        var state = await RevokeAsync((await _state.ReadAsync()).Erase(caller?.Actor, Now));
        if (!state.IsErased()) return false;
        if (state.Claims is not { } claims) return true;

        // The claims go last: while they are recorded here, a repeat knows that the erasure is incomplete.
        await GrainFactory.GetApiKeys().RevokeOf(Caller.ActorOf(Id));
        await RevokeCalendarTokensAsync();
        foreach (var claim in claims)
            await GrainFactory.GetUniqueName(claim).Release(Id);
        await _state.WriteAsync(state.EndErasure());
        return true;
    }

    public async Task<ImmutableArray<Session>> ReadSessions() => (await _state.ReadAsync()).Sessions;

    public async Task<ImmutableArray<UserChange>> ReadChanges() => (await _state.ReadAsync()).ChangesOrNone();

    public async Task<bool> OwnsName(string claim) => (await _state.ReadAsync()).OwnsName(claim);

    private Instant Now => clock.Now();

    // Before the change: it can be repeated if it fails in between.
    private Task RevokeCalendarTokensAsync() => GrainFactory.GetCalendarTokens(Id).RevokeAll();

    private async Task<UserState> RevokeAsync(UserState next)
    {
        try
        {
            return await _state.WriteAsync(next);
        }
        finally
        {
            // If the outcome is unknown, caches must not keep the old permissions.
            ServiceProvider.GetService<Revocations>()?.Advance();
        }
    }
}
