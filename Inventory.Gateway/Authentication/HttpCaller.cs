using Inventory.Contracts;

namespace Inventory.Gateway.Authentication;

/// <summary>Who a request comes from.</summary>
public static class HttpCaller
{
    private const string NamelessOperator = "operator";

    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public static Caller? By(this HttpContext http) => (http.User as KnownCaller)?.By;

    /// <summary>It is a customer, who sees its own only.</summary>
    public static bool IsCustomer(this HttpContext http) => http.User is KnownCaller { IsCustomer: true };

    /// <summary>The key of what is the caller's own: its bookings, its orders, its account.</summary>
    public static string Customer(this HttpContext http) => http.By() is { } by ? by.Customer?.ToString() ?? by.Actor : NamelessOperator;

    /// <summary>The caller's own, or for an operator whoever's it names; <c>null</c> for what it may not see.</summary>
    public static string? Customer(this HttpContext http, string? named) => named is null || named == http.Customer() ? http.Customer() : http.IsCustomer() ? null : named;

    /// <summary>The keys under which what is a user's own may be: it may have been a customer, and have another role now.</summary>
    public static IReadOnlyList<string> CustomersOf(Guid user) => [user.ToString(), Contracts.Caller.ActorOf(user)];

    public static bool MaySee(this HttpContext http, string customer) => !http.IsCustomer() || customer == http.Customer();
}
