using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum RegisterUserStatus
{
    Registered = 1,

    UsernameTaken = 2,

    MailTaken = 3,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable]
public sealed record RegisterUserResult
{
    private RegisterUserResult(RegisterUserStatus status, User? user = null) => (Status, User) = (status, user);

    public static readonly RegisterUserResult UsernameTaken = new(RegisterUserStatus.UsernameTaken);

    public static readonly RegisterUserResult MailTaken = new(RegisterUserStatus.MailTaken);

    public static readonly RegisterUserResult KeyReused = new(RegisterUserStatus.KeyReused);

    [Id(0)]
    public RegisterUserStatus Status { get; }

    [Id(1)]
    public User? User { get; }

    [MemberNotNullWhen(true, nameof(User))]
    public bool IsRegistered => Status == RegisterUserStatus.Registered;

    public static RegisterUserResult Registered(User user) => new(RegisterUserStatus.Registered, user);
}
