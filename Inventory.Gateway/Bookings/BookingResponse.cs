using System.Collections.Immutable;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Gateway.Pricing;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Bookings;

/// <summary>One or more resources for one customer, all or nothing, with a price. Amounts are decimal texts.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000cc", "status": "held", "expires": "2026-11-20T09:10:00Z",
    "created": "2026-11-20T09:00:00Z", "customer": "0198a7b0-0000-7000-8000-0000000000dd",
    "items": [{"resource": "cars/0198a7b0-0000-7000-8000-0000000000aa", "resource_type": "Car",
    "allocation_id": "0198a7b0-0000-7000-8000-0000000000bb", "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z",
    "price": "12.00", "lines": [{"text": "2 × PT1H at 6.00", "duration": "PT1H", "quantity": 2, "price": "6.00", "factor": "1", "amount": "12.00"}],
    "tariff_version": "1"}],
    "currency": "EUR", "total": "12.00", "refund": null, "invoice": null, "credit_note": null}
    """)]
public record BookingResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>held</c>, <c>confirmed</c>, <c>returned</c>, <c>cancelled</c>, <c>expired</c>; during a change <c>confirming</c>, <c>changing</c>, <c>returning</c> or <c>ending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When the hold ends; <c>null</c> unless the booking is held.</summary>
    [NullIfInfinite]
    public required Instant Expires { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The customer that owns the booking.</summary>
    public required string Customer { get; init; }

    public required IReadOnlyList<BookingItemResponse> Items { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required string Total { get; init; }

    /// <summary>The refund of all that was cancelled; <c>null</c> before anything is.</summary>
    public required string? Refund { get; init; }

    /// <summary>The number of the invoice, once the booking is charged.</summary>
    public required string? Invoice { get; init; }

    /// <summary>The number of the last credit note, if there was a refund.</summary>
    public required string? CreditNote { get; init; }

    /// <summary>When everything was back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ReturnedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LateFee { get; init; }

    /// <summary>The number of the invoice for the late fee.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LateInvoice { get; init; }

    /// <summary>For the check-ins that were missed, of all items together; the items have their own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoShowFee { get; init; }

    /// <summary>The number of the last invoice for a missed check-in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoShowInvoice { get; init; }

    /// <summary>The number of the last invoice for a change of the booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChangeInvoice { get; init; }

    public static BookingResponse Of(Booking booking, ResourceTypes types) => new()
    {
        Id = booking.Id,
        Status = StatusOf(booking.Status),
        Expires = booking.Status == BookingStatus.Held ? booking.Expires : Instant.PlusInfinity,
        Created = booking.Created,
        Customer = booking.Customer,
        Items = [.. booking.Items.Groups().Select(indexes => BookingItemResponse.Of(booking, indexes, types))],
        Currency = booking.Total().Currency,
        Total = booking.Total().ToString(),
        Refund = booking.Refund?.ToString(),
        Invoice = booking.Invoice,
        CreditNote = booking.CreditNote,
        ReturnedAt = booking.ReturnedAt,
        LateFee = booking.LateFee?.ToString(),
        LateInvoice = booking.LateInvoice,
        NoShowFee = booking.NoShowFee()?.ToString(),
        NoShowInvoice = booking.NoShowInvoice(),
        ChangeInvoice = booking.ChangeInvoice,
    };

    public static string StatusOf(BookingStatus status) => status switch
    {
        BookingStatus.Held => "held",
        BookingStatus.Confirming => "confirming",
        BookingStatus.Confirmed => "confirmed",
        BookingStatus.Releasing or BookingStatus.Cancelling => "ending",
        BookingStatus.Cancelled => "cancelled",
        BookingStatus.Expired => "expired",
        BookingStatus.Changing => "changing",
        BookingStatus.Returning => "returning",
        BookingStatus.Returned => "returned",
        BookingStatus.Holding or BookingStatus.Rejected => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>A booking after a change, or as it would be.</summary>
[Example("""{"difference": "6.00"}""")]
public sealed record BookingChangeResponse : BookingResponse
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private BookingChangeResponse(BookingResponse booking, string difference) : base(booking) => Difference = difference;

    /// <summary>What the change costs more, a decimal text; below zero for what is refunded or saved.</summary>
    public required string Difference { get; init; }

    public static BookingChangeResponse Of(Booking booking, ResourceTypes types, Money difference) => new(BookingResponse.Of(booking, types), difference.ToString());
}

/// <summary>An item of a booking.</summary>
public sealed record BookingItemResponse
{
    /// <summary>The path of the resource: <c>cars/{id}</c>; <c>cars</c> for what a dry run would take of a type.</summary>
    public required string Resource { get; init; }

    public required string ResourceType { get; init; }

    /// <summary><c>null</c> for a series, and for what a dry run would take.</summary>
    public required Guid? AllocationId { get; init; }

    public required Instant FromDatetime { get; init; }

    public required Instant ToDatetime { get; init; }

    public required string Price { get; init; }

    /// <summary>What a cancellation would have kept when the item was changed last. The price is not below it, and it is not refunded later.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kept { get; init; }

    /// <summary>The price breakdown.</summary>
    public required IReadOnlyList<QuoteLineResponse> Lines { get; init; }

    /// <summary>The version of the tariff that gave the price.</summary>
    public required string TariffVersion { get; init; }

    /// <summary>When the item was cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Cancelled { get; init; }

    /// <summary>The refund of a cancelled item.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refund { get; init; }

    /// <summary>Charged because the check-in was missed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoShowFee { get; init; }

    /// <summary>The rule of a series.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BookedSeriesResponse? Series { get; init; }

    /// <summary>Of a series, by start. The item is from the begin of the first to the end of the last, and has their price and refund together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedOccurrenceResponse>? Occurrences { get; init; }

    public static BookingItemResponse Of(Booking booking, ImmutableArray<int> indexes, ResourceTypes types)
    {
        var (first, items) = (Of(booking.Items[indexes[0]], types), indexes.Select(index => booking.Items[index]).ToList());
        return items[0].Series is not { } series ? first : first with
        {
            AllocationId = null,
            ToDatetime = items[^1].Interval.To,
            Price = Sum(item => item.Price())!,
            Lines = [.. items.SelectMany(item => item.Quote.Lines).GroupBy(line => line with { Quantity = 1, Amount = line.Price }).Select(Together).Select(QuoteLineResponse.Of)],
            Cancelled = items.TrueForAll(item => item.Cancelled is not null) ? items.Max(item => item.Cancelled) : null,
            Refund = Sum(item => item.Refund),
            NoShowFee = Sum(item => item.NoShowFee),
            Series = BookedSeriesResponse.Of(booking.Series!.Value[series]),
            Occurrences = [.. items.Select(BookedOccurrenceResponse.Of)],
        };

        string? Sum(Func<BookingItem, Money?> amountOf) => items.Select(amountOf).OfType<Money>().Aggregate((Money?)null, (sum, amount) => sum is { } before ? before + amount : amount)?.ToString();
    }

    private static QuoteLine Together(IEnumerable<QuoteLine> lines) => lines.Aggregate((sum, line) => sum with { Quantity = sum.Quantity + line.Quantity, Amount = sum.Amount + line.Amount });

    private static BookingItemResponse Of(BookingItem item, ResourceTypes types) => new()
    {
        Resource = $"{types.All.FirstOrDefault(type => type.Name == item.ResourceType)?.Path}{(item.ResourceId is { } id ? $"/{id}" : "")}",
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId,
        FromDatetime = item.Interval.From,
        ToDatetime = item.Interval.To,
        Price = item.Price().ToString(),
        Lines = [.. item.Quote.Lines.Select(QuoteLineResponse.Of)],
        TariffVersion = item.Quote.TariffVersion,
        Kept = item.Kept is { IsZero: false } kept ? kept.ToString() : null,
        Cancelled = item.Cancelled,
        Refund = item.Refund?.ToString(),
        NoShowFee = item.NoShowFee?.ToString(),
    };
}
