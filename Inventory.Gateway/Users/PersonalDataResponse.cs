using Inventory.Gateway.Allocations;
using Inventory.Gateway.Billing;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Events;
using Inventory.Gateway.Shop;

namespace Inventory.Gateway.Users;

/// <summary>Everything that is kept about a user, but the hashes of its password and tokens. Each list is whole, the oldest first.</summary>
public sealed record PersonalDataResponse
{
    public required UserResponse User { get; init; }

    /// <summary>The logins whose tokens live.</summary>
    public required IReadOnlyList<SessionResponse> Sessions { get; init; }

    public required IReadOnlyList<UserChangeResponse> Changes { get; init; }

    /// <summary>The keys that the user made for other programs.</summary>
    public required IReadOnlyList<ApiKeyResponse> Keys { get; init; }

    public required IReadOnlyList<BookingResponse> Bookings { get; init; }

    public required IReadOnlyList<OrderResponse> Orders { get; init; }

    /// <summary>One that has been customer and operator has two.</summary>
    public required IReadOnlyList<AccountResponse> Accounts { get; init; }

    public required IReadOnlyList<InvoiceResponse> Invoices { get; init; }

    /// <summary>The user's own, without those that were released.</summary>
    public required IReadOnlyList<AllocationResponse> Allocations { get; init; }

    /// <summary>What has happened to the user's own allocations, and what else it asked for.</summary>
    public required IReadOnlyList<EventResponse> Events { get; init; }
}
