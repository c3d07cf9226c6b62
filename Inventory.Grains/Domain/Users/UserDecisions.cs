using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>What becomes of a user. Each decision is the next state; where it is the same object, there is nothing to be written.</summary>
public static class UserDecisions
{
    /// <summary>A person has some browsers and devices; who opens more than this is a loop.</summary>
    public const int MaxSessions = 20;

    /// <param name="id">Never used before.</param>
    /// <param name="request">Valid in itself; its username and mail are this user's.</param>
    /// <param name="now">The time of the decision.</param>
    public static UserState Register(Guid id, RegisterUserRequest request, Instant now) => new()
    {
        PasswordHash = request.PasswordHash,
        User = new User
        {
            Id = id,
            Username = request.Username,
            Mail = request.Mail,
            FirstName = request.FirstName,
            LastName = request.LastName,
            Role = request.Role,
            Registered = now,
            Modified = now,
        },
    };

    public static UserState Open(this UserState state, Session session, Instant now) => state.User is null
        ? state
        : state with { Sessions = [.. state.Sessions.Where(s => now < s.Expires).TakeLast(MaxSessions - 1), session] };

    public static OpenSession? FindSession(this UserState state, string tokenHash, Instant now) =>
        state.User is { } user && state.Sessions.FirstOrDefault(s => s.TokenHash == tokenHash && now < s.Expires) is { } session ? new(user, session.Expires) : null;

    public static UserState Close(this UserState state, string tokenHash) => state.Sessions.Any(s => s.TokenHash == tokenHash)
        ? state with { Sessions = state.Sessions.RemoveAll(s => s.TokenHash == tokenHash) }
        : state;

    public static UserState CloseAll(this UserState state) => state.Sessions.IsEmpty ? state : state with { Sessions = [] };

    public static UserState SetRole(this UserState state, UserRole role, Instant now) => state.User is { } user && user.Role != role
        ? state with { User = user with { Role = role, Modified = now } }
        : state;

    public static bool Holds(this UserState state, string claim) =>
        state.User is { } user && (claim == UserKeys.ClaimOnUsername(user.Username) || claim == UserKeys.ClaimOnMail(user.Mail));
}
