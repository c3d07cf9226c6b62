namespace Inventory.Tests.Gateway.Security;

/// <summary>Who may use an operation.</summary>
internal enum For
{
    /// <summary>Everybody, with whatever token.</summary>
    All,

    /// <summary>Everybody but who shows a token that is not good.</summary>
    Public,

    Known,
    Bookers,

    /// <summary>Bookers, and calendar programs.</summary>
    FeedReaders,

    /// <summary>Who may book for others too: customers take what has a tariff by bookings alone.</summary>
    DirectBookers,
    Operators,
    Sellers,
    Cashiers,
    Followers,
    Observers,

    /// <summary>Operators, and no keys.</summary>
    Transferrers,
    Admins,
}

/// <summary>Who may use which operation.</summary>
internal static class AccessContract
{
    /// <summary>Below each collection.</summary>
    public static readonly Dictionary<string, For> OfCollections = new()
    {
        ["get "] = For.Known,
        ["post "] = For.Operators,
        ["get /{id}"] = For.Known,
        ["patch /{id}"] = For.Operators,
        ["delete /{id}"] = For.Operators,
        ["get /{id}/allocations"] = For.Bookers,
        ["post /{id}/allocations"] = For.Bookers,
        ["get /{id}/allocations/{allocation_id}"] = For.Bookers,
        ["patch /{id}/allocations/{allocation_id}"] = For.Bookers,
        ["delete /{id}/allocations/{allocation_id}"] = For.Bookers,
        ["post /{id}/allocations/{allocation_id}/confirm"] = For.Bookers,
        ["post /{id}/allocations/{allocation_id}/approve"] = For.Operators,
        ["post /{id}/allocations/{allocation_id}/decline"] = For.Operators,
        ["post /{id}/allocations/{allocation_id}/check-in"] = For.Bookers,
        ["post /{id}/allocations/{allocation_id}/check-out"] = For.Bookers,
        ["post /{id}/series"] = For.Bookers,
        ["get /{id}/free"] = For.Public,
        ["get /{id}/load"] = For.Public,
        ["get /{id}/slots"] = For.Public,
        ["get /{id}/history"] = For.Followers,
        ["get /{id}/refusals"] = For.Followers,
        ["get /{id}/policy"] = For.Bookers,
        ["put /{id}/policy"] = For.Operators,
        ["put /{id}/policy/holidays"] = For.Operators,
        ["get /{id}/opening"] = For.Public,
        ["get /available"] = For.Public,
        ["get /timeline"] = For.Bookers,
        ["get /changes"] = For.Bookers,
        ["get /allocations.csv"] = For.Transferrers,
        ["get /{id}/calendar.ics"] = For.FeedReaders,
        ["get /{id}/freebusy.ics"] = For.FeedReaders,
        ["post /allocations"] = For.Bookers,
    };

    public static readonly Dictionary<string, For> Others = new()
    {
        ["get /api/types"] = For.Public,
        ["get /api/events"] = For.Followers,
        ["get /api/approvals"] = For.Operators,
        ["get /api/series"] = For.Bookers,
        ["get /api/series/{id}"] = For.Bookers,
        ["patch /api/series/{id}"] = For.Bookers,
        ["delete /api/series/{id}"] = For.Bookers,
        ["post /api/series/{id}/occurrences/{recurrence_id}"] = For.Bookers,
        ["post /api/batch"] = For.Known,
        ["get /api/quote"] = For.Public,
        ["post /api/bookings"] = For.Bookers,
        ["get /api/bookings"] = For.Bookers,
        ["get /api/bookings/{id}"] = For.Bookers,
        ["post /api/bookings/{id}/confirm"] = For.Bookers,
        ["post /api/bookings/{id}/return"] = For.Cashiers,
        ["patch /api/bookings/{id}"] = For.Bookers,
        ["delete /api/bookings/{id}"] = For.Bookers,
        ["delete /api/bookings/{id}/items/{item}"] = For.Bookers,
        ["get /api/beers"] = For.Public,
        ["get /api/beers/{sku}"] = For.Public,
        ["post /api/beers"] = For.Sellers,
        ["put /api/beers/{sku}"] = For.Sellers,
        ["delete /api/beers/{sku}"] = For.Sellers,
        ["get /api/orders"] = For.Bookers,
        ["get /api/orders/{id}"] = For.Bookers,
        ["get /api/orders/current"] = For.Bookers,
        ["put /api/orders/current"] = For.Bookers,
        ["delete /api/orders/current"] = For.Bookers,
        ["post /api/orders/checkout"] = For.Bookers,
        ["get /api/account"] = For.Bookers,
        ["get /api/quotas/me"] = For.Bookers,
        ["get /api/invoices"] = For.Bookers,
        ["get /api/invoices/{number}"] = For.Bookers,
        ["post /api/payments"] = For.Cashiers,
        ["post /api/webhooks/payments"] = For.All,
        ["get /api/webhooks/deliveries"] = For.Followers,
        ["post /api/users/register"] = For.All,
        ["get /api/users/exists"] = For.All,
        ["post /api/users/login"] = For.All,
        ["post /api/users/check_token"] = For.All,
        ["post /api/users/logout"] = For.All,
        ["post /api/users/reset_password"] = For.All,
        ["get /api/users/me"] = For.Known,
        ["get /api/users"] = For.Admins,
        ["get /api/users/{id}"] = For.Admins,
        ["patch /api/users/{id}"] = For.Admins,
        ["put /api/users/{id}/role"] = For.Admins,
        ["post /api/users/{id}/password_resets"] = For.Admins,
        ["delete /api/users/{id}/tokens"] = For.Admins,
        ["get /api/users/{id}/changes"] = For.Admins,
        ["get /api/users/{id}/data"] = For.Admins,
        ["delete /api/users/{id}"] = For.Admins,
        ["put /api/users/me/password"] = For.Known,
        ["delete /api/users/me/tokens"] = For.Known,
        ["get /api/users/me/data"] = For.Known,
        ["post /api/users/me/erase"] = For.Known,
        ["post /api/imports"] = For.Transferrers,
        ["get /api/imports"] = For.Transferrers,
        ["get /api/imports/{id}"] = For.Transferrers,
        ["get /api/imports/{id}/refused.csv"] = For.Transferrers,
        ["delete /api/imports/{id}"] = For.Transferrers,
        ["get /api/users/me/calendar.ics"] = For.FeedReaders,
        ["get /api/users/me/freebusy.ics"] = For.FeedReaders,
        ["get /api/calendar-tokens"] = For.Bookers,
        ["post /api/calendar-tokens"] = For.Bookers,
        ["delete /api/calendar-tokens/{id}"] = For.Bookers,
        ["get /api/keys"] = For.Admins,
        ["post /api/keys"] = For.Admins,
        ["delete /api/keys/{id}"] = For.Admins,
        ["get /api/silos"] = For.Observers,
        ["get /health/live"] = For.All,
        ["get /health/ready"] = For.All,
    };
}
