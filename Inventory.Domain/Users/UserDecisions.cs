using Inventory.Domain.Requests;

namespace Inventory.Domain.Users;

/// <summary>Every decision returns the next state, which is the same object if there is nothing to write.</summary>
public static class UserDecisions
{
    /// <summary>Enough for a person's browsers and devices; a client that opens more is in a loop.</summary>
    public const int MaxSessions = 20;

    public static UserState Register(Guid id, RegisterUserRequest request, Instant now) => new()
    {
        PasswordHash = request.PasswordHash,
        Key = request.Key,
        Changes = [new() { Kind = UserChangeKind.Registered, At = now, Role = request.Role }],
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

    /// <summary>Answers a request for an id that is already used; <c>null</c> if that is the caller's mistake.</summary>
    public static RegisterUserResult? Replay(this UserState state, IdempotencyKey? key) => key is null ? null
        : state.User is { } user && state.Key == key
            ? RegisterUserResult.Registered(user with { Role = state.ChangesOrNone()[0].Role ?? user.Role, Modified = user.Registered })
            : RegisterUserResult.KeyReused;

    public static UserState Open(this UserState state, Session session, Instant now) => state.User is null
        ? state
        : state with { Sessions = [.. state.Sessions.Where(s => now < s.Expires).TakeLast(MaxSessions - 1), session] };

    public static OpenSession? FindSession(this UserState state, string tokenHash, Instant now) =>
        state.User is { } user && state.Sessions.FirstOrDefault(s => s.TokenHash == tokenHash && now < s.Expires) is { } session ? new(user, session.Expires) : null;

    public static UserState CloseSession(this UserState state, string tokenHash) => state.Sessions.Any(s => s.TokenHash == tokenHash)
        ? state with { Sessions = state.Sessions.RemoveAll(s => s.TokenHash == tokenHash) }
        : state;

    public static UserState CloseAllSessions(this UserState state, string? actor, Instant now) => state.Sessions.IsEmpty
        ? state
        : state.With(new() { Kind = UserChangeKind.SessionsEnded, At = now, Actor = actor }) with { Sessions = [] };

    public static UserState SetPassword(this UserState state, string passwordHash, string? keptTokenHash, string actor, Instant now) =>
        state.SetPassword(passwordHash, keptTokenHash, UserChangeKind.PasswordChanged, actor, now);

    private static UserState SetPassword(this UserState state, string passwordHash, string? keptTokenHash, UserChangeKind kind, string? actor, Instant now) => state.User is not { } user
        ? state
        : state.With(new() { Kind = kind, At = now, Actor = actor }) with
        {
            User = user with { Modified = now },
            PasswordHash = passwordHash,
            Reset = null,
            Sessions = [.. state.Sessions.Where(session => session.TokenHash == keptTokenHash)],
        };

    /// <summary>The one before is no longer good.</summary>
    public static UserState IssueReset(this UserState state, PasswordReset reset, string? actor, Instant now) => state.User is null
        ? state
        : state.With(new() { Kind = UserChangeKind.PasswordResetIssued, At = now, Actor = actor }) with { Reset = reset };

    public static User? FindReset(this UserState state, string tokenHash, Instant now) => state.Reset is { } reset && reset.TokenHash == tokenHash && now < reset.Expires ? state.User : null;

    public static UserState ResetPassword(this UserState state, string tokenHash, string passwordHash, Instant now) => state.FindReset(tokenHash, now) is null
        ? state
        : state.SetPassword(passwordHash, null, UserChangeKind.PasswordReset, null, now);

    public static UserState SetRole(this UserState state, UserRole role, string? actor, Instant now) => state.User is { } user && user.Role != role
        ? state.With(new() { Kind = UserChangeKind.RoleChanged, At = now, Actor = actor, Role = role }) with { User = user with { Role = role, Modified = now } }
        : state;

    public static UserState SetGroup(this UserState state, string? group, string? actor, Instant now) => state.User is { } user && user.Group != group
        ? state.With(new() { Kind = UserChangeKind.GroupChanged, At = now, Actor = actor, Group = group }) with { User = user with { Group = group, Modified = now } }
        : state;

    /// <summary>Keeps only the history and the claims that must be released.</summary>
    public static UserState Erase(this UserState state, string? actor, Instant now) => state.User is not { } user ? state : new()
    {
        // A group may say who it was.
        Changes = [.. state.ChangesOrNone().Select(change => change with { Group = null }), new() { Kind = UserChangeKind.Erased, At = now, Actor = actor }],
        Claims = [UniqueNames.OnUsername(user.Username), UniqueNames.OnMail(user.Mail)],
    };

    public static UserState EndErasure(this UserState state) => state with { Claims = null };

    public static bool IsErased(this UserState state) => state.ChangesOrNone() is [.., { Kind: UserChangeKind.Erased }];

    public static ImmutableArray<UserChange> ChangesOrNone(this UserState state) => state.Changes ?? [];

    public static bool OwnsName(this UserState state, string claim) =>
        state.User is { } user && (claim == UniqueNames.OnUsername(user.Username) || claim == UniqueNames.OnMail(user.Mail));

    private static UserState With(this UserState state, UserChange change) => state with { Changes = state.ChangesOrNone().Add(change) };
}
