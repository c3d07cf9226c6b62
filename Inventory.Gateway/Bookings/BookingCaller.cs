using Inventory.Gateway.Authentication;

namespace Inventory.Gateway.Bookings;

/// <summary>Whose bookings and whose account a request is about.</summary>
internal static class BookingCaller
{
    private const string NamelessOperator = "operator";

    /// <summary>The key of what is the caller's own.</summary>
    public static string CustomerOf(HttpContext http) => http.By() is { } by ? by.Customer?.ToString() ?? by.Actor : NamelessOperator;

    /// <summary>The caller's own, or for an operator whoever's it names; <c>null</c> for what it may not see.</summary>
    public static string? CustomerOf(HttpContext http, string? named) => named is null || named == CustomerOf(http) ? CustomerOf(http) : http.IsCustomer() ? null : named;

    public static bool MaySee(HttpContext http, string customer) => !http.IsCustomer() || customer == CustomerOf(http);
}
