namespace Inventory.Domain.Requests;

/// <summary>
/// A request without a caller comes from an operator without a name. The history shows the actor: <c>user:</c> or <c>key:</c> and an id.
/// A customer owns what it allocates and sees only its own allocations; without a customer, the caller sees all.
/// </summary>
[GenerateSerializer, Immutable, Alias("inventory.caller")]
public sealed record Caller(string Actor, Guid? Customer = null)
{
    private const string User = "user:";

    public static string ActorOf(Guid user) => $"{User}{user}";

    /// <returns><c>null</c> if the actor is no user.</returns>
    public static Guid? UserOf(string? actor) =>
        actor?.StartsWith(User, StringComparison.Ordinal) == true && Guid.TryParseExact(actor.AsSpan(User.Length), "D", out var user) ? user : null;

    public bool MaySee(Guid? owner) => Customer is not { } customer || owner == customer;
}
