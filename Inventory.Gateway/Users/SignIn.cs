using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class SignIn(IGrainFactory grains, PasswordHashing passwords, TimeProvider clock, AuthOptions options)
{
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(24);

    /// <summary>Ignores the case of letters.</summary>
    public async Task<User?> FindAsync(string username) =>
        await grains.GetUniqueName(UniqueNames.OnUsername(username)).Find() is { } id && await grains.GetUser(id).Read() is { } user
            && user.Username.Equals(username, StringComparison.OrdinalIgnoreCase) ? user : null;

    /// <summary>The fingerprint of <paramref name="key"/> must not cover the password.</summary>
    public async Task<RegisterUserResult> RegisterAsync(RegisterRequest request, UserRole role, IdempotencyKey? key, string address, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        id = key is null ? id : await grains.GetRegistrationKey(key).Reserve(id);
        var user = grains.GetUser(id);
        // No need to hash for a request that is refused anyway. Who has the name may be this user: the request was sent twice at once.
        if (await user.Read() is null && await FindAsync(request.Username!) is { } other && other.Id != id)
            return RegisterUserResult.UsernameTaken;
        var hash = await passwords.HashAsync(request.Password!, address, cancellation);
        var result = await user.Register(request.ToCommand(hash, role, key));
        return key is null || !result.IsRegistered || await HasPasswordAsync(user, hash, request.Password!, address, cancellation) ? result : RegisterUserResult.KeyReused;
    }

    /// <summary>An unknown name gets the same answer as a wrong password, after the same time.</summary>
    public async Task<LoginResult> LoginAsync(string username, string password, string address, CancellationToken cancellation)
    {
        var throttle = grains.GetLoginThrottle(username, address);
        var wait = await throttle.Enter();
        if (wait > TimeSpan.Zero)
            return new(null, wait);

        var user = await FindAsync(username);
        var hash = user is null ? null : await grains.GetUser(user.Id).ReadPasswordHash();
        var (isRight, renewed) = await passwords.VerifyAsync(hash, password, address, cancellation);
        if (!isRight)
            return new(null);
        if (renewed is not null)
            await grains.GetUser(user!.Id).RenewPasswordHash(hash!, renewed);

        var now = clock.Now();
        var (token, text) = Token.New(TokenKind.User, user!.Id);
        var expires = new Instant(now.Microseconds + (long)options.TokenLifetime.TotalMicroseconds);
        // The user may have been erased meanwhile.
        if (await grains.GetUser(user.Id).OpenSession(new Session(token.Hash, now, expires)) is null)
            return new(null);
        await throttle.Succeed();
        return new(new TokenResponse(text, expires));
    }

    /// <summary>For actions that need more than a token. Counts as an attempt to log in.</summary>
    public async Task<(bool IsRight, TimeSpan Wait)> CheckAsync(User user, string password, string address, CancellationToken cancellation)
    {
        var throttle = grains.GetLoginThrottle(user.Username, address);
        var wait = await throttle.Enter();
        if (wait > TimeSpan.Zero)
            return (false, wait);
        var (isRight, _) = await passwords.VerifyAsync(await grains.GetUser(user.Id).ReadPasswordHash(), password, address, cancellation);
        if (isRight)
            await throttle.Succeed();
        return (isRight, TimeSpan.Zero);
    }

    /// <summary>Keeps the session of <paramref name="token"/> alone.</summary>
    public async Task<bool> ChangePasswordAsync(User user, string password, string token, string address, CancellationToken cancellation) =>
        await grains.GetUser(user.Id).SetPassword(await passwords.HashAsync(password, address, cancellation), Token.TryParse(token, out var kept) ? kept.Hash : null);

    /// <returns>A token for <see cref="ResetPasswordAsync"/>; <c>null</c> if there is no user.</returns>
    public async Task<TokenResponse?> IssuePasswordResetAsync(Guid user, Caller? caller)
    {
        var (token, text) = Token.New(TokenKind.Reset, user);
        var expires = new Instant(clock.Now().Microseconds + (long)ResetLifetime.TotalMicroseconds);
        return await grains.GetUser(user).IssuePasswordReset(new(token.Hash, expires), caller) is null ? null : new(text, expires);
    }

    /// <returns><c>null</c> unless the token of a reset is good.</returns>
    public async Task<User?> FindPasswordResetAsync(string text) =>
        Token.TryParse(text, out var token) && token.Kind == TokenKind.Reset ? await grains.GetUser(token.Id).FindPasswordReset(token.Hash) : null;

    /// <returns>False if the token was used meanwhile.</returns>
    public async Task<bool> ResetPasswordAsync(string text, string password, string address, CancellationToken cancellation) =>
        Token.TryParse(text, out var token) && await grains.GetUser(token.Id).ResetPassword(token.Hash, await passwords.HashAsync(password, address, cancellation));

    /// <summary>Makes the user an admin with this password, and ends all its tokens. Creates it if there is none.</summary>
    /// <returns>Why it cannot be created, as a sentence; <c>null</c> if it is an admin now.</returns>
    public async Task<string?> ResetAdminAsync(string username, string password, CancellationToken cancellation)
    {
        if (await FindAsync(username) is not { Id: var id })
        {
            var request = new RegisterRequest { Username = username, Mail = $"{username}@localhost", Password = password };
            if (request.Faults() is [var fault, ..])
                return fault.Detail;
            var result = await RegisterAsync(request, UserRole.Admin, key: null, address: "", cancellation);
            return result.IsRegistered ? null : $"Another user has the name or the address {request.Mail}.";
        }
        var user = grains.GetUser(id);
        await user.SetPassword(await passwords.HashAsync(password, address: "", cancellation), keptTokenHash: null);
        await user.SetRole(UserRole.Admin);
        return null;
    }

    public Task<bool> LogoutEverywhereAsync(User user, Caller? caller) => grains.GetUser(user.Id).CloseAllSessions(caller);

    // A user that the same request created before has another hash of the same password.
    private async Task<bool> HasPasswordAsync(IUserGrain user, string hash, string password, string address, CancellationToken cancellation)
    {
        var stored = await user.ReadPasswordHash();
        return stored == hash || (await passwords.VerifyAsync(stored, password, address, cancellation)).IsRight;
    }

    public async Task<User?> OwnerAsync(string text) =>
        Token.TryParse(text, out var token) && token.Kind == TokenKind.User ? (await grains.GetUser(token.Id).FindSession(token.Hash))?.User : null;

    public async Task<bool> LogoutAsync(string text) =>
        Token.TryParse(text, out var token) && token.Kind == TokenKind.User && await grains.GetUser(token.Id).CloseSession(token.Hash);
}

/// <summary>Without a token, the name or password is wrong, or the next attempt has to wait.</summary>
public sealed record LoginResult(TokenResponse? Token, TimeSpan Wait = default);
