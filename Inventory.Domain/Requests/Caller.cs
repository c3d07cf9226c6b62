namespace Inventory.Domain.Requests;

/// <summary>Who asks. Where a request names nobody, it is an operator without a name.</summary>
/// <param name="Actor">What the history says of what comes of it: <c>user:</c> and an id, or <c>key:</c> and an id.</param>
/// <param name="Customer">The id of the customer who asks for itself: what is taken is its own, and of allocations there are no others for it; <c>null</c> for who sees all.</param>
[GenerateSerializer, Immutable, Alias("inventory.caller")]
public sealed record Caller(string Actor, Guid? Customer = null)
{
    /// <summary>What a user is as an actor, be it a customer or not.</summary>
    public static string ActorOf(Guid user) => $"user:{user}";

    /// <summary>Whether there is, or was, an allocation of this owner.</summary>
    public bool MaySee(Guid? owner) => Customer is not { } customer || owner == customer;
}
