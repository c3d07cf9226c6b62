namespace Inventory.Domain.Requests;

/// <summary>
/// A request without a caller comes from an operator without a name. The history shows the actor: <c>user:</c> or <c>key:</c> and an id.
/// A customer owns what it allocates and sees only its own allocations; without a customer, the caller sees all.
/// </summary>
[GenerateSerializer, Immutable, Alias("inventory.caller")]
public sealed record Caller(string Actor, Guid? Customer = null)
{
    public static string ActorOf(Guid user) => $"user:{user}";

    public bool MaySee(Guid? owner) => Customer is not { } customer || owner == customer;
}
