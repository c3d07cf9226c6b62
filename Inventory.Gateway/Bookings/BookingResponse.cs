using System.Text.Json.Serialization;
using Inventory.Domain.Bookings;
using Inventory.Domain.Time;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Bookings;

/// <summary>One or more resources for one customer, all or nothing, with its price. Amounts are decimal texts.</summary>
public sealed record BookingResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>held</c>, <c>confirmed</c>, <c>returned</c>, <c>cancelled</c>, <c>expired</c>; on the way there <c>confirming</c>, <c>returning</c> or <c>ending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it ends if it is not confirmed; <c>null</c> unless it is held.</summary>
    public required Instant Expires { get; init; }

    public required Instant Created { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Customer { get; init; }

    public required IReadOnlyList<BookingItemResponse> Items { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required string Total { get; init; }

    /// <summary>What was given back; <c>null</c> unless it was cancelled.</summary>
    public required string? Refund { get; init; }

    /// <summary>The number of the invoice, once it is charged.</summary>
    public required string? Invoice { get; init; }

    /// <summary>The number of the credit note, if something was given back.</summary>
    public required string? CreditNote { get; init; }

    /// <summary>When everything was back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ReturnedAt { get; init; }

    /// <summary>What is to be paid for coming back late, once it is back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LateFee { get; init; }

    /// <summary>The number of the invoice of the late fee, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LateInvoice { get; init; }

    public static BookingResponse Of(Booking booking, ResourceTypes types) => new()
    {
        Id = booking.Id,
        Status = StatusOf(booking.Status),
        Expires = booking.Status == BookingStatus.Held ? booking.Expires : Instant.PlusInfinity,
        Created = booking.Created,
        Customer = booking.Customer,
        Items = [.. booking.Items.Select(item => BookingItemResponse.Of(item, types))],
        Currency = booking.Total().Currency,
        Total = booking.Total().ToString(),
        Refund = booking.Refund?.ToString(),
        Invoice = booking.Invoice,
        CreditNote = booking.CreditNote,
        ReturnedAt = booking.ReturnedAt,
        LateFee = booking.LateFee?.ToString(),
        LateInvoice = booking.LateInvoice,
    };

    private static string StatusOf(BookingStatus status) => status switch
    {
        BookingStatus.Held => "held",
        BookingStatus.Confirming => "confirming",
        BookingStatus.Confirmed => "confirmed",
        BookingStatus.Releasing => "ending",
        BookingStatus.Cancelled => "cancelled",
        BookingStatus.Expired => "expired",
        BookingStatus.Returning => "returning",
        BookingStatus.Returned => "returned",
        BookingStatus.Holding or BookingStatus.Rejected => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>A time on a resource, as a part of a booking.</summary>
public sealed record BookingItemResponse
{
    /// <summary>The path of the resource: <c>cars/&lt;id&gt;</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The name of the resource's type.</summary>
    public required string ResourceType { get; init; }

    /// <summary>On the resource's calendar.</summary>
    public required Guid AllocationId { get; init; }

    public required Instant FromDatetime { get; init; }

    public required Instant ToDatetime { get; init; }

    /// <summary>A decimal text.</summary>
    public required string Price { get; init; }

    /// <summary>How the price comes about.</summary>
    public required IReadOnlyList<QuoteLineResponse> Lines { get; init; }

    /// <summary>Names the prices that it follows.</summary>
    public required string TariffVersion { get; init; }

    public static BookingItemResponse Of(BookingItem item, ResourceTypes types) => new()
    {
        Resource = $"{types.All.FirstOrDefault(type => type.Name == item.ResourceType)?.Path}/{item.ResourceId}",
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId!.Value,
        FromDatetime = item.Interval.From,
        ToDatetime = item.Interval.To,
        Price = item.Quote.Total.ToString(),
        Lines = [.. item.Quote.Lines.Select(QuoteLineResponse.Of)],
        TariffVersion = item.Quote.TariffVersion,
    };
}
