using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Users;
using Inventory.Storage;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

/// <summary>One user, or nobody yet. Its key is the user's id as lower-case text (<see cref="UserKeys.GetUser"/>). It keeps the sessions too, so that what ends them ends them everywhere.</summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
[Alias("inventory.user-grain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Makes the user, of an id that was never used. The same request again, with its key, is answered as at first.</summary>
    [Alias("register")]
    Task<RegisterUserResult> Register(RegisterUserRequest request);

    /// <returns>The user, or <c>null</c>.</returns>
    [ReadOnly]
    [Alias("read")]
    Task<User?> Read();

    /// <returns>The hash of the password, for the login; <c>null</c> where there is no user.</returns>
    [ReadOnly]
    [Alias("read-password-hash")]
    Task<string?> ReadPasswordHash();

    /// <summary>Keeps a session. Of very many, the oldest ends.</summary>
    /// <returns>The user, or <c>null</c> where there is none.</returns>
    [Alias("open-session")]
    Task<User?> OpenSession(Session session);

    /// <returns>The session with this <see cref="Session.TokenHash"/>, if it is open.</returns>
    [ReadOnly]
    [Alias("find-session")]
    Task<OpenSession?> FindSession(string tokenHash);

    /// <returns>False when it was not open.</returns>
    [Alias("close-session")]
    Task<bool> CloseSession(string tokenHash);

    /// <summary>Ends all sessions.</summary>
    /// <returns>False where there is no user.</returns>
    [Alias("close-all-sessions")]
    Task<bool> CloseAllSessions(Caller? by = null);

    /// <returns>The user as it is now, or <c>null</c> where there is none.</returns>
    [Alias("set-role")]
    Task<User?> SetRole(UserRole role, Caller? by = null);

    /// <summary>
    /// Forgets who it is: from the first write on there is no user, no session and no password, its name and mail are free, and keys that it made are dead. What remains is the id, under
    /// which others know it, and <see cref="ReadChanges"/>. Again, it ends what was interrupted.
    /// </summary>
    /// <returns>False where there never was a user.</returns>
    [Alias("erase")]
    Task<bool> Erase(Caller? by);

    /// <returns>The open sessions, and perhaps some that have expired.</returns>
    [ReadOnly]
    [Alias("read-sessions")]
    Task<ImmutableArray<Session>> ReadSessions();

    /// <returns>What has become of the user, by time; also of one that was erased.</returns>
    [ReadOnly]
    [Alias("read-changes")]
    Task<ImmutableArray<UserChange>> ReadChanges();

    /// <summary>For the claim with this key, whose holder may have come to nothing.</summary>
    /// <returns>Whether the user is there, and has what the claim is for.</returns>
    [AlwaysInterleave]
    [Alias("owns-name")]
    Task<bool> OwnsName(string claim);
}
