using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Inventory.Gateway.Security;
using Inventory.Grains.Users;
using Inventory.Storage;

namespace Inventory.Gateway.Users;

/// <summary>Makes users, and gives them tokens for their passwords.</summary>
public sealed class SignIn(IGrainFactory grains, PasswordHashing passwords, TimeProvider clock, AuthOptions options)
{
    /// <summary>Whether there is a user of this name, in whatever case of letters.</summary>
    public async Task<User?> FindAsync(string username) =>
        await grains.GetUniqueName(UniqueNames.OnUsername(username)).Find() is { } id && await grains.GetUser(id).Read() is { } user
            && user.Username.Equals(username, StringComparison.OrdinalIgnoreCase) ? user : null;

    /// <param name="request">Without faults.</param>
    /// <param name="role">That the user is to have.</param>
    /// <param name="key">Of the request, with a fingerprint that knows nothing of the password.</param>
    /// <param name="cancellation">Ends the wait for a processor.</param>
    public async Task<RegisterUserResult> RegisterAsync(RegisterRequest request, UserRole role, IdempotencyKey? key, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var user = grains.GetUser(key is null ? id : await grains.GetRegistrationKey(key).Reserve(id));
        // Not to spend a hash on what is refused anyway.
        if (await user.Read() is null && await FindAsync(request.Username!) is not null)
            return RegisterUserResult.UsernameTaken;
        var hash = await passwords.HashAsync(request.Password!, cancellation);
        var result = await user.Register(request.ToCommand(hash, role, key));
        return key is null || !result.IsRegistered || await HasPasswordAsync(user, hash, request.Password!, cancellation) ? result : RegisterUserResult.KeyReused;
    }

    /// <summary>Gives a token. A name that nobody has is answered as a wrong password is, and as late.</summary>
    public async Task<LoginResult> LoginAsync(string username, string password, string address, CancellationToken cancellation)
    {
        var guard = grains.GetLoginThrottle(username, address);
        var wait = await guard.Enter();
        if (wait > TimeSpan.Zero)
            return LoginResult.TooOften(wait);

        var user = await FindAsync(username);
        var hash = user is null ? null : await grains.GetUser(user.Id).ReadPasswordHash();
        if (!await passwords.IsRightAsync(hash, password, cancellation))
            return LoginResult.Wrong;

        var now = clock.Now();
        var (token, text) = Token.New(TokenKind.User, user!.Id);
        var expires = new Instant(now.Microseconds + (long)options.TokenLifetime.TotalMicroseconds);
        // It may have been erased while its password was looked at.
        if (await grains.GetUser(user.Id).OpenSession(new Session(token.Hash, now, expires)) is null)
            return LoginResult.Wrong;
        await guard.Succeed();
        return LoginResult.Given(new TokenResponse(text, expires));
    }

    /// <summary>For what a token alone is not enough: whether it is the user's password. It counts as an attempt to log in.</summary>
    /// <returns>Whether it is, or how long to wait before it may be asked.</returns>
    public async Task<(bool IsRight, TimeSpan Wait)> CheckAsync(User user, string password, string address, CancellationToken cancellation)
    {
        var guard = grains.GetLoginThrottle(user.Username, address);
        var wait = await guard.Enter();
        if (wait > TimeSpan.Zero)
            return (false, wait);
        var isRight = await passwords.IsRightAsync(await grains.GetUser(user.Id).ReadPasswordHash(), password, cancellation);
        if (isRight)
            await guard.Succeed();
        return (isRight, TimeSpan.Zero);
    }

    // Who has been made by the same request before has another hash of the same password.
    private async Task<bool> HasPasswordAsync(IUserGrain user, string hash, string password, CancellationToken cancellation)
    {
        var kept = await user.ReadPasswordHash();
        return kept == hash || await passwords.IsRightAsync(kept, password, cancellation);
    }

    /// <summary>The user whose token it is, while it is good.</summary>
    public async Task<User?> OwnerAsync(string text) =>
        Token.TryParse(text, out var token) && token.Kind == TokenKind.User ? (await grains.GetUser(token.Id).FindSession(token.Hash))?.User : null;

    /// <returns>False when it was not good any more.</returns>
    public async Task<bool> LogoutAsync(string text) =>
        Token.TryParse(text, out var token) && token.Kind == TokenKind.User && await grains.GetUser(token.Id).CloseSession(token.Hash);
}

/// <summary>How a login ended.</summary>
public sealed record LoginResult
{
    /// <summary>There is no user with this name and this password.</summary>
    public static readonly LoginResult Wrong = new();

    private LoginResult()
    {
    }

    /// <summary>Given only when name and password are right.</summary>
    public TokenResponse? Token { get; private init; }

    /// <summary>After so long it may be tried again; zero when it may be at once.</summary>
    public TimeSpan Wait { get; private init; }

    public static LoginResult Given(TokenResponse token) => new() { Token = token };

    public static LoginResult TooOften(TimeSpan wait) => new() { Wait = wait };
}
