using Inventory.Domain.Users;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

/// <summary>One user; the key is the id. The grain holds the sessions too, so that a session that ends here ends everywhere.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.user-grain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Creates the user, under a new id. A repeat with the same key returns the first result.</summary>
    [Alias("register")]
    Task<RegisterUserResult> Register(RegisterUserRequest request);

    [ReadOnly]
    [Alias("read")]
    Task<User?> Read();

    [ReadOnly]
    [Alias("read-password-hash")]
    Task<string?> ReadPasswordHash();

    /// <summary>Above the limit, the oldest session ends.</summary>
    [Alias("open-session")]
    Task<User?> OpenSession(Session session);

    [ReadOnly]
    [Alias("find-session")]
    Task<OpenSession?> FindSession(string tokenHash);

    /// <returns>False if it was not open.</returns>
    [Alias("close-session")]
    Task<bool> CloseSession(string tokenHash);

    /// <returns>False if there is no user.</returns>
    [Alias("close-all-sessions")]
    Task<bool> CloseAllSessions(Caller? caller = null);

    /// <summary>Ends all sessions but one.</summary>
    /// <returns>False if there is no user.</returns>
    [Alias("set-password")]
    Task<bool> SetPassword(string passwordHash, string? keptTokenHash);

    /// <returns><c>null</c> if there is no user.</returns>
    [Alias("issue-password-reset")]
    Task<User?> IssuePasswordReset(PasswordReset reset, Caller? caller);

    /// <returns><c>null</c> unless the token was issued, is the last one, and has neither been used nor expired.</returns>
    [ReadOnly]
    [Alias("find-password-reset")]
    Task<User?> FindPasswordReset(string tokenHash);

    /// <summary>Ends all sessions, and the token.</summary>
    /// <returns>False if the token is not good.</returns>
    [Alias("reset-password")]
    Task<bool> ResetPassword(string tokenHash, string passwordHash);

    /// <summary>Another hash of the same password. Does nothing if it was changed meanwhile.</summary>
    [Alias("renew-password-hash")]
    Task RenewPasswordHash(string old, string renewed);

    /// <param name="group"><c>null</c> for none.</param>
    /// <param name="caller">Who sets it.</param>
    /// <returns><c>null</c> if there is no user.</returns>
    [Alias("set-group")]
    Task<User?> SetGroup(string? group, Caller? caller = null);

    [Alias("set-role")]
    Task<User?> SetRole(UserRole role, Caller? caller = null);

    /// <summary>Erases personal data, sessions and API keys; the id and <see cref="ReadChanges"/> remain. A repeat completes an interrupted erasure.</summary>
    /// <returns>False if there never was a user.</returns>
    [Alias("erase")]
    Task<bool> Erase(Caller? caller);

    /// <returns>May contain expired sessions.</returns>
    [ReadOnly]
    [Alias("read-sessions")]
    Task<ImmutableArray<Session>> ReadSessions();

    /// <summary>The history by time, also of an erased user.</summary>
    [ReadOnly]
    [Alias("read-changes")]
    Task<ImmutableArray<UserChange>> ReadChanges();

    /// <summary>Whether the user exists and has this name. A registration can end after its claim.</summary>
    [AlwaysInterleave]
    [Alias("owns-name")]
    Task<bool> OwnsName(string claim);
}
