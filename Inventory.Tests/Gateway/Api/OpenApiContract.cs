namespace Inventory.Tests.Gateway.Api;

/// <summary>What the OpenAPI document has to name.</summary>
internal static class OpenApiContract
{
    public const string OfTypes = "/api/{type}";

    /// <summary>Method and path; the statuses besides 403, 414, 422, 431, 500 and 503, and 401 and 429 where they can be: the good ones first.</summary>
    public static readonly (string Method, string Path, int[] Statuses)[] Contract =
    [
        ("post", OfTypes, [201, 400, 404, 408, 409, 413, 415]),
        ("get", OfTypes, [200, 404]),
        ("get", $"{OfTypes}/{{id}}", [200, 304, 404]),
        ("patch", $"{OfTypes}/{{id}}", [200, 400, 404, 408, 409, 412, 413, 415]),
        ("delete", $"{OfTypes}/{{id}}", [204, 404, 409, 412]),
        ("post", $"{OfTypes}/{{id}}/allocations", [201, 400, 404, 408, 409, 413, 415]),
        ("get", $"{OfTypes}/{{id}}/allocations", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/allocations/{{allocation_id}}", [200, 304, 404]),
        ("patch", $"{OfTypes}/{{id}}/allocations/{{allocation_id}}", [200, 400, 404, 408, 409, 412, 413, 415]),
        ("delete", $"{OfTypes}/{{id}}/allocations/{{allocation_id}}", [204, 404, 409, 412]),
        ("post", $"{OfTypes}/{{id}}/allocations/{{allocation_id}}/confirm", [200, 404, 409, 410]),
        ("get", $"{OfTypes}/{{id}}/free", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/slots", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/history", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/refusals", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/policy", [200, 304, 404]),
        ("put", $"{OfTypes}/{{id}}/policy", [200, 400, 404, 408, 412, 413, 415]),
        ("put", $"{OfTypes}/{{id}}/policy/holidays", [200, 400, 404, 408, 412, 413, 415]),
        ("get", $"{OfTypes}/{{id}}/opening", [200, 404]),
        ("get", $"{OfTypes}/available", [200, 404]),
        ("get", $"{OfTypes}/timeline", [200, 404]),
        ("get", $"{OfTypes}/changes", [200, 404, 410]),
        ("get", $"{OfTypes}.csv", [200, 404]),
        ("get", $"{OfTypes}/allocations.csv", [200, 404]),
        ("get", $"{OfTypes}/{{id}}/calendar.ics", [200, 304, 404]),
        ("get", $"{OfTypes}/{{id}}/freebusy.ics", [200, 304, 404]),
        ("post", $"{OfTypes}/allocations", [201, 400, 404, 408, 409, 413, 415]),
        ("get", "/api/types", [200]),
        ("get", "/api/events", [200, 410]),
        ("get", "/api/quote", [200]),
        ("post", "/api/bookings", [201, 400, 408, 409, 413, 415]),
        ("get", "/api/bookings", [200, 404]),
        ("get", "/api/bookings/{id}", [200, 304, 404]),
        ("post", "/api/bookings/{id}/confirm", [200, 404, 409, 410]),
        ("post", "/api/bookings/{id}/return", [200, 400, 404, 408, 409, 413, 415]),
        ("patch", "/api/bookings/{id}", [200, 400, 404, 408, 409, 410, 412, 413, 415]),
        ("delete", "/api/bookings/{id}", [200, 404, 409, 412]),
        ("delete", "/api/bookings/{id}/items/{item}", [200, 404, 409, 412]),
        ("get", "/api/beers", [200]),
        ("get", "/api/beers/{sku}", [200, 404]),
        ("post", "/api/beers", [201, 400, 408, 409, 413, 415]),
        ("put", "/api/beers/{sku}", [200, 400, 404, 408, 413, 415]),
        ("delete", "/api/beers/{sku}", [204, 404]),
        ("get", "/api/orders", [200, 404]),
        ("get", "/api/orders/{id}", [200, 404]),
        ("get", "/api/orders/current", [200]),
        ("put", "/api/orders/current", [201, 400, 404, 408, 413, 415]),
        ("delete", "/api/orders/current", [204, 400, 404, 408, 413, 415]),
        ("post", "/api/orders/checkout", [200, 409]),
        ("get", "/api/account", [200, 404]),
        ("get", "/api/invoices", [200, 404]),
        ("get", "/api/invoices/{number}", [200, 404]),
        ("post", "/api/payments", [201, 400, 408, 413, 415]),
        ("post", "/api/webhooks/payments", [204, 400, 401, 404, 408, 413, 415]),
        ("get", "/api/webhooks/deliveries", [200]),
        ("post", "/api/users/register", [201, 400, 408, 409, 413, 415]),
        ("get", "/api/users/exists", [200, 404]),
        ("post", "/api/users/login", [200, 400, 401, 408, 413, 415]),
        ("post", "/api/users/check_token", [200, 400, 404, 408, 413, 415]),
        ("post", "/api/users/logout", [200, 400, 404, 408, 413, 415]),
        ("post", "/api/users/reset_password", [204, 400, 404, 408, 413, 415]),
        ("get", "/api/users/me", [200, 404]),
        ("put", "/api/users/me/password", [204, 400, 404, 408, 413, 415]),
        ("delete", "/api/users/me/tokens", [204, 404]),
        ("get", "/api/users", [200]),
        ("get", "/api/users/{id}", [200, 404]),
        ("put", "/api/users/{id}/role", [200, 400, 404, 408, 413, 415]),
        ("post", "/api/users/{id}/password_resets", [201, 404]),
        ("delete", "/api/users/{id}/tokens", [204, 404]),
        ("get", "/api/users/{id}/changes", [200, 404]),
        ("get", "/api/users/{id}/data", [200, 404]),
        ("delete", "/api/users/{id}", [204, 404, 409]),
        ("get", "/api/users/me/data", [200, 404]),
        ("post", "/api/users/me/erase", [204, 400, 404, 408, 409, 413, 415]),
        ("post", "/api/imports", [202, 400, 408, 413, 415]),
        ("get", "/api/imports", [200]),
        ("get", "/api/imports/{id}", [200, 404]),
        ("get", "/api/imports/{id}/refused.csv", [200, 404]),
        ("delete", "/api/imports/{id}", [204, 404]),
        ("get", "/api/users/me/calendar.ics", [200, 304]),
        ("get", "/api/users/me/freebusy.ics", [200, 304]),
        ("get", "/api/calendar-tokens", [200]),
        ("post", "/api/calendar-tokens", [201, 400, 408, 409, 413, 415]),
        ("delete", "/api/calendar-tokens/{id}", [204, 404]),
        ("get", "/api/keys", [200]),
        ("post", "/api/keys", [201, 400, 408, 409, 413, 415]),
        ("delete", "/api/keys/{id}", [204, 404]),
        ("get", "/api/silos", [200]),
        ("get", "/health/live", [200]),
        ("get", "/health/ready", [200]),
    ];

    /// <summary>For everybody, with whatever token.</summary>
    public static readonly string[] Anonymous = ["/health/live", "/health/ready", "/api/webhooks/payments", "/api/users/register", "/api/users/exists", "/api/users/login", "/api/users/check_token", "/api/users/logout", "/api/users/reset_password"];

    /// <summary>A token may be given.</summary>
    public static bool IsPublic(string method, string path) => path is "/api/types" or "/api/quote" || (method == "get" && path.StartsWith("/api/beers", StringComparison.Ordinal))
        || path.Split('/')[^1] is "available" or "free" or "slots" or "opening";

    public static IEnumerable<int> StatusesOf(string path, int[] statuses) => statuses
        .Concat(Anonymous.Contains(path) ? [] : [401]).Concat(path.StartsWith("/health", StringComparison.Ordinal) ? [] : [429]).Concat([403, 414, 422, 431, 500, 503]).Distinct().Order();
}
