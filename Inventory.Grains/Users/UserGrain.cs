using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Inventory.Grains.States;
using Inventory.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
public sealed class UserGrain([PersistentState("user")] IPersistentState<UserState> state, TimeProvider clock) : StatefulGrain<UserState>(state), IUserGrain
{
    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    public async Task<RegisterUserResult> Register(RegisterUserRequest request)
    {
        if (State.User is not null || State.IsErased())
            return State.Replay(request.Key) ?? throw new InvalidOperationException($"User {Id} is or was there already.");
        var username = GrainFactory.GetUniqueName(UniqueNames.OnUsername(request.Username));
        if (!await username.Claim(Id)) return RegisterUserResult.UsernameTaken;
        if (!await GrainFactory.GetUniqueName(UniqueNames.OnMail(request.Mail)).Claim(Id))
        {
            await username.Release(Id);
            return RegisterUserResult.MailTaken;
        }

        // What is left of this by a crash, until the state is there, is nobody: claims are lost in time, and lists pass over it.
        await GrainFactory.GetUserListOf(Id).Add(Id);
        await SaveAsync(UserDecisions.Register(Id, request, Now));
        return RegisterUserResult.Registered(State.User!);
    }

    public Task<User?> Read() => Task.FromResult(State.User);

    public Task<string?> ReadPasswordHash() => Task.FromResult(State.PasswordHash);

    public async Task<User?> OpenSession(Session session)
    {
        await SaveAsync(State.Open(session, Now));
        return State.User;
    }

    public Task<OpenSession?> FindSession(string tokenHash) => Task.FromResult(State.FindSession(tokenHash, Now));

    public async Task<bool> CloseSession(string tokenHash)
    {
        if (State.FindSession(tokenHash, Now) is null) return false;
        await RevokeAsync(State.CloseSession(tokenHash));
        return true;
    }

    public async Task<bool> CloseAllSessions(Caller? by)
    {
        await RevokeAsync(State.CloseAllSessions(by?.Actor, Now));
        return State.User is not null;
    }

    public async Task<User?> SetRole(UserRole role, Caller? by)
    {
        await RevokeAsync(State.SetRole(role, by?.Actor, Now));
        return State.User;
    }

    public async Task<bool> Erase(Caller? by)
    {
        await RevokeAsync(State.Erase(by?.Actor, Now));
        if (!State.IsErased()) return false;
        if (State.Claims is not { } claims) return true;

        // The claims go last: while they are written down here, the rest is known to be due.
        await GrainFactory.GetApiKeys().RevokeOf(Caller.ActorOf(Id));
        foreach (var claim in claims)
            await GrainFactory.GetUniqueName(claim).Release(Id);
        await SaveAsync(State.EndErasure());
        return true;
    }

    public Task<ImmutableArray<Session>> ReadSessions() => Task.FromResult(State.Sessions);

    public Task<ImmutableArray<UserChange>> ReadChanges() => Task.FromResult(State.ChangesOrNone());

    public Task<bool> OwnsName(string claim) => Task.FromResult(State.OwnsName(claim));

    private Instant Now => clock.Now();

    private async Task RevokeAsync(UserState next)
    {
        try
        {
            await SaveAsync(next);
        }
        finally
        {
            // Of an unknown outcome, nobody is to remember what was before.
            ServiceProvider.GetService<Revocations>()?.Advance();
        }
    }
}
