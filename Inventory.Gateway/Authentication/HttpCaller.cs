using Inventory.Contracts;

namespace Inventory.Gateway.Authentication;

/// <summary>Who a request comes from.</summary>
public static class HttpCaller
{
    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public static Caller? By(this HttpContext http) => (http.User as KnownCaller)?.By;

    /// <summary>It is a customer, who sees its own only.</summary>
    public static bool IsCustomer(this HttpContext http) => http.User is KnownCaller { IsCustomer: true };
}
