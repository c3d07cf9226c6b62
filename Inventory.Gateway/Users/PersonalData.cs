using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Events;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Gateway.Shop;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Shop;
using Inventory.Grains.Users;

namespace Inventory.Gateway.Users;

public sealed class PersonalData(IGrainFactory grains, UserAllocations allocations, ResourceTypes types, Tariffs tariffs)
{
    private const int Page = 1_000;

    /// <summary>Reads what is small. The lists that may be long are read when they are written.</summary>
    public async Task<PersonalDataResponse?> ReadAsync(Guid id)
    {
        if (await grains.GetUser(id).Read() is not { } user)
            return null;
        var customers = HttpCaller.CustomersOf(id);
        return new()
        {
            User = UserResponse.Of(user),
            Sessions = [.. (await grains.GetUser(id).ReadSessions()).Select(session => new SessionResponse(session.Opened, session.Expires))],
            Changes = [.. (await grains.GetUser(id).ReadChanges()).Select(UserChangeResponse.Of)],
            Keys = [.. (await grains.GetApiKeys().List()).Where(key => key.Actor == Caller.ActorOf(id)).Select(key => ApiKeyResponse.Of(key))],
            CalendarTokens = [.. (await grains.GetCalendarTokens(id).List()).Select(token => CalendarTokenResponse.Of(token))],
            Bookings = customers.ToAsyncEnumerable().SelectMany(ReadBookingsAsync),
            Orders = customers.ToAsyncEnumerable().SelectMany(ReadOrdersAsync),
            Accounts = customers.ToAsyncEnumerable().SelectMany(ReadAccountAsync),
            Invoices = customers.ToAsyncEnumerable().SelectMany(ReadInvoicesAsync),
            Allocations = allocations.ReadAsync(id).Select(own => AllocationResponse.Of(own.Allocation, own.ResourceId, own.Type.Name)),
            Events = allocations.ReadEventsAsync(id).Select(own => EventResponse.Of(own.Event, own.Type)),
        };
    }

    private async IAsyncEnumerable<BookingResponse> ReadBookingsAsync(string customer)
    {
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await grains.GetCustomer(customer).List(after, Page);
            foreach (var id in page.Bookings)
                if (await grains.GetBooking(id).Read() is { } booking)
                    yield return BookingResponse.Of(booking, types);
            (after, hasMore) = (page.HasMore ? page.Ordinals[^1] : after, page.HasMore);
        }
    }

    private async IAsyncEnumerable<OrderResponse> ReadOrdersAsync(string customer)
    {
        for (var (after, hasMore) = (0, true); hasMore;)
        {
            var page = await grains.GetOrders(customer).List(after, Page);
            foreach (var order in page.Orders)
                yield return OrderResponse.Of(order, tariffs.Currency);
            (after, hasMore) = (after + page.Orders.Length, page.HasMore);
        }
    }

    private async IAsyncEnumerable<AccountResponse> ReadAccountAsync(string customer)
    {
        var account = await grains.GetAccount(customer).Read(0, Page);
        var entries = account.Entries.ToBuilder();
        for (var hasMore = account.HasMore; hasMore;)
        {
            var page = await grains.GetAccount(customer).Read(entries[^1].Number, Page);
            entries.AddRange(page.Entries);
            hasMore = page.HasMore;
        }
        if (entries.Count > 0)
            yield return AccountResponse.Of(account with { Entries = entries.ToImmutable() }, customer, tariffs.Currency, withActors: false);
    }

    private async IAsyncEnumerable<InvoiceResponse> ReadInvoicesAsync(string customer)
    {
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await grains.GetAccount(customer).ListInvoices(after, Page);
            foreach (var balance in page.Invoices)
                if (await grains.GetInvoice(balance.Number).Read() is { } invoice)
                    yield return InvoiceResponse.Of(invoice, balance.Due);
            (after, hasMore) = (page.HasMore ? page.Invoices[^1].Entry : after, page.HasMore);
        }
    }
}

/// <summary>Everything that is stored about a user, except hashes of its password and tokens. Each list is complete, oldest first.</summary>
[Example(
    """
    {"user": {"id": "0198a7b0-0000-7000-8000-0000000000dd", "username": "ada", "email": "ada@example.org", "first_name": "Ada",
    "last_name": "Byron", "role": "customer", "time_registered": "2026-11-20T09:00:00Z", "time_modified": "2026-11-20T09:00:00Z"},
    "sessions": [{"opened": "2026-11-20T09:00:00Z", "expires": "2026-12-20T09:00:00Z"}],
    "changes": [{"kind": "registered", "time": "2026-11-20T09:00:00Z"}], "keys": [], "calendar_tokens": [], "bookings": [], "orders": [], "accounts": [],
    "invoices": [], "allocations": [], "events": []}
    """)]
public sealed record PersonalDataResponse
{
    public required UserResponse User { get; init; }

    /// <summary>The logins whose tokens are valid.</summary>
    public required IReadOnlyList<SessionResponse> Sessions { get; init; }

    public required IReadOnlyList<UserChangeResponse> Changes { get; init; }

    /// <summary>The API keys that the user created.</summary>
    public required IReadOnlyList<ApiKeyResponse> Keys { get; init; }

    /// <summary>The tokens with which the user's calendar programs read feeds.</summary>
    public required IReadOnlyList<CalendarTokenResponse> CalendarTokens { get; init; }

    public required IAsyncEnumerable<BookingResponse> Bookings { get; init; }

    public required IAsyncEnumerable<OrderResponse> Orders { get; init; }

    /// <summary>A user that was a customer and has another role now has two.</summary>
    public required IAsyncEnumerable<AccountResponse> Accounts { get; init; }

    public required IAsyncEnumerable<InvoiceResponse> Invoices { get; init; }

    /// <summary>The user's allocations, without released ones.</summary>
    public required IAsyncEnumerable<AllocationResponse> Allocations { get; init; }

    /// <summary>Changes of the user's allocations, and other changes that the user asked for.</summary>
    public required IAsyncEnumerable<EventResponse> Events { get; init; }
}
