using Inventory.Domain.Bookings;
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

    public async Task<PersonalDataResponse?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        if (await grains.GetUser(id).Read() is not { } user)
            return null;
        var customers = HttpCaller.CustomersOf(id);
        var (events, own) = await allocations.ReadAsync(id, cancellation);
        return new()
        {
            User = UserResponse.Of(user),
            Sessions = [.. (await grains.GetUser(id).ReadSessions()).Select(session => new SessionResponse(session.Opened, session.Expires))],
            Changes = [.. (await grains.GetUser(id).ReadChanges()).Select(UserChangeResponse.Of)],
            Keys = [.. (await grains.GetApiKeys().List()).Where(key => key.Actor == Caller.ActorOf(id)).Select(key => ApiKeyResponse.Of(key))],
            Bookings = await AllAsync(customers, ReadBookingsAsync),
            Orders = await AllAsync(customers, ReadOrdersAsync),
            Accounts = await AllAsync(customers, ReadAccountAsync),
            Invoices = await AllAsync(customers, ReadInvoicesAsync),
            Allocations = [.. own.Select(o => AllocationResponse.Of(o.Allocation, o.ResourceId, o.Type.Name))],
            Events = [.. events.Select(e => EventResponse.Of(e.Event, e.Type))],
        };
    }

    private async Task<List<BookingResponse>> ReadBookingsAsync(string customer)
    {
        var found = new List<BookingResponse>();
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await grains.GetCustomer(customer).List(after, Page);
            var bookings = await Task.WhenAll(page.Bookings.Select(id => grains.GetBooking(id).Read()));
            found.AddRange(bookings.OfType<Booking>().Select(booking => BookingResponse.Of(booking, types)));
            (after, hasMore) = (page.HasMore ? page.Ordinals[^1] : after, page.HasMore);
        }
        return found;
    }

    private async Task<List<OrderResponse>> ReadOrdersAsync(string customer)
    {
        var found = new List<OrderResponse>();
        for (var hasMore = true; hasMore;)
        {
            var page = await grains.GetOrders(customer).List(found.Count, Page);
            found.AddRange(page.Orders.Select(order => OrderResponse.Of(order, tariffs.Currency)));
            hasMore = page.HasMore;
        }
        return found;
    }

    private async Task<List<AccountResponse>> ReadAccountAsync(string customer)
    {
        var account = await grains.GetAccount(customer).Read(0, Page);
        var entries = account.Entries;
        for (var hasMore = account.HasMore; hasMore;)
        {
            var page = await grains.GetAccount(customer).Read(entries[^1].Number, Page);
            (entries, hasMore) = ([.. entries, .. page.Entries], page.HasMore);
        }
        return entries.IsEmpty ? [] : [AccountResponse.Of(account with { Entries = entries }, customer, tariffs.Currency, withActors: false)];
    }

    private async Task<List<InvoiceResponse>> ReadInvoicesAsync(string customer)
    {
        var found = new List<InvoiceResponse>();
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await grains.GetAccount(customer).ListInvoices(after, Page);
            foreach (var balance in page.Invoices)
                if (await grains.GetInvoice(balance.Number).Read() is { } invoice)
                    found.Add(InvoiceResponse.Of(invoice, balance.Due));
            (after, hasMore) = (page.HasMore ? page.Invoices[^1].Entry : after, page.HasMore);
        }
        return found;
    }

    private static async Task<List<T>> AllAsync<T>(IEnumerable<string> customers, Func<string, Task<List<T>>> read)
    {
        var all = new List<T>();
        foreach (var customer in customers)
            all.AddRange(await read(customer));
        return all;
    }
}

/// <summary>Everything that is stored about a user, except hashes of its password and tokens. Each list is complete, oldest first.</summary>
public sealed record PersonalDataResponse
{
    public required UserResponse User { get; init; }

    /// <summary>The logins whose tokens are valid.</summary>
    public required IReadOnlyList<SessionResponse> Sessions { get; init; }

    public required IReadOnlyList<UserChangeResponse> Changes { get; init; }

    /// <summary>The API keys that the user created.</summary>
    public required IReadOnlyList<ApiKeyResponse> Keys { get; init; }

    public required IReadOnlyList<BookingResponse> Bookings { get; init; }

    public required IReadOnlyList<OrderResponse> Orders { get; init; }

    /// <summary>A user that was a customer and has another role now has two.</summary>
    public required IReadOnlyList<AccountResponse> Accounts { get; init; }

    public required IReadOnlyList<InvoiceResponse> Invoices { get; init; }

    /// <summary>The user's allocations, without released ones.</summary>
    public required IReadOnlyList<AllocationResponse> Allocations { get; init; }

    /// <summary>Changes of the user's allocations, and other changes that the user asked for.</summary>
    public required IReadOnlyList<EventResponse> Events { get; init; }
}
