using Inventory.Contracts;

namespace Inventory.Gateway.Bookings;

/// <summary>Whose bookings and whose account a request is about.</summary>
internal static class BookingCaller
{
    private const string NamelessOperator = "operator";

    /// <summary>As grains are told; <c>null</c> for an operator without a name.</summary>
    public static Caller? Of(HttpContext http) => http.Features.Get<Caller>();

    /// <summary>The key of what is the caller's own.</summary>
    public static string CustomerOf(HttpContext http) => Of(http) is { } by ? by.Customer?.ToString() ?? by.Actor : NamelessOperator;

    /// <summary>The caller's own, or for an operator whoever's it names; <c>null</c> for what it may not see.</summary>
    public static string? CustomerOf(HttpContext http, string? named) => named is null || named == CustomerOf(http) ? CustomerOf(http) : IsCustomer(http) ? null : named;

    /// <summary>A customer sees its own only.</summary>
    public static bool IsCustomer(HttpContext http) => Of(http)?.Customer is not null;

    public static bool MaySee(HttpContext http, string customer) => !IsCustomer(http) || customer == CustomerOf(http);
}
