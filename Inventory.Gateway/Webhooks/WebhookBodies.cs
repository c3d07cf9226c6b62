namespace Inventory.Gateway.Webhooks;

/// <summary>What is sent when a booking was confirmed or cancelled.</summary>
/// <param name="Type"><c>booking.confirmed</c> or <c>booking.cancelled</c>.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The booking, as it was then.</param>
[Example(
    """
    {"type": "booking.confirmed", "timestamp": "2026-11-20T09:01:00Z",
    "data": {"id": "0198a7b0-0000-7000-8000-0000000000cc", "status": "confirmed", "customer": "0198a7b0-0000-7000-8000-0000000000dd",
    "created": "2026-11-20T09:00:00Z", "items": [{"resource_type": "Car", "resource_id": "0198a7b0-0000-7000-8000-0000000000aa",
    "allocation_id": "0198a7b0-0000-7000-8000-0000000000bb", "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z",
    "price": "12.00", "cancelled": null, "refund": null}], "currency": "EUR", "total": "12.00", "refund": null, "invoice": "2026-1", "credit_note": null}}
    """)]
public sealed record BookingEvent(string Type, Instant Timestamp, BookingEventData Data);

/// <summary>A booking in a webhook. Amounts are decimal texts.</summary>
/// <param name="Id">The id of the booking.</param>
/// <param name="Status"><c>confirmed</c> or <c>cancelled</c>.</param>
/// <param name="Customer">The owner.</param>
/// <param name="Created">When the booking was made.</param>
/// <param name="Items">What was booked.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">The price.</param>
/// <param name="Refund">The refund, if the booking was cancelled.</param>
/// <param name="Invoice">The number of the invoice, if the booking was charged.</param>
/// <param name="CreditNote">The number of the credit note, if there was a refund.</param>
public sealed record BookingEventData(
    Guid Id, string Status, string Customer, Instant Created, IReadOnlyList<BookingEventItem> Items, string Currency, string Total, string? Refund, string? Invoice, string? CreditNote);

/// <summary>An item of a booking in a webhook.</summary>
/// <param name="ResourceType">The name of its type.</param>
/// <param name="ResourceId">The resource that is booked.</param>
/// <param name="AllocationId">The allocation that holds its time.</param>
/// <param name="FromDatetime">Start (inclusive).</param>
/// <param name="ToDatetime">End (exclusive).</param>
/// <param name="Price">The price of the item.</param>
/// <param name="Cancelled">When the item was cancelled by itself.</param>
/// <param name="Refund">The refund of an item that was cancelled by itself.</param>
public sealed record BookingEventItem(
    string ResourceType, Guid ResourceId, Guid? AllocationId, Instant FromDatetime, Instant ToDatetime, string Price, Instant? Cancelled, string? Refund);

/// <summary>What is sent when an invoice or a credit note was written.</summary>
/// <param name="Type"><c>invoice.written</c>.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The invoice.</param>
[Example(
    """
    {"type": "invoice.written", "timestamp": "2026-11-20T09:01:00Z", "data": {"id": "2026-1", "customer": "0198a7b0-0000-7000-8000-0000000000dd",
    "issued": "2026-11-20T09:01:00Z", "lines": [{"text": "Car, 2 × PT1H at 6.00", "amount": "12.00"}], "currency": "EUR", "total": "12.00", "corrects": null}}
    """)]
public sealed record InvoiceEvent(string Type, Instant Timestamp, InvoiceEventData Data);

/// <summary>An invoice in a webhook, or a credit note if the total is below zero. Amounts are decimal texts.</summary>
/// <param name="Id">The number of the invoice.</param>
/// <param name="Customer">The owner.</param>
/// <param name="Issued">When it was written.</param>
/// <param name="Lines">What is charged.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">The sum of the lines.</param>
/// <param name="Corrects">For a credit note: the number of the invoice that it corrects.</param>
public sealed record InvoiceEventData(
    string Id, string Customer, Instant Issued, IReadOnlyList<Billing.InvoiceLineResponse> Lines, string Currency, string Total, string? Corrects);

/// <summary>What is sent when a time is granted to somebody who waits for it.</summary>
/// <param name="Type"><c>waiting.granted</c>.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The grant.</param>
[Example(
    """
    {"type": "waiting.granted", "timestamp": "2026-11-20T09:01:00Z", "data": {"id": "0198a7b0-0000-7000-8000-0000000000dd", "customer": "0198a7b0-0000-7000-8000-0000000000cc",
    "resource_type": "Car", "resource_id": "0198a7b0-0000-7000-8000-0000000000aa", "is_for_type": false, "from_datetime": "2026-12-01T10:00:00Z",
    "to_datetime": "2026-12-01T12:00:00Z", "allocation_type": "booking", "expires": "2026-11-20T09:31:00Z"}}
    """)]
public sealed record GrantEvent(string Type, Instant Timestamp, GrantEventData Data);

/// <summary>A grant of a waiting list in a webhook.</summary>
/// <param name="Id">The id of the entry, and of the allocation.</param>
/// <param name="Customer">The customer that waits, if one does.</param>
/// <param name="ResourceType">The name of its type.</param>
/// <param name="ResourceId">The resource that has the time.</param>
/// <param name="IsForType">The entry is in the list of the type.</param>
/// <param name="FromDatetime">Start (inclusive); <c>null</c> if the time has no start.</param>
/// <param name="ToDatetime">End (exclusive); <c>null</c> if the time has no end.</param>
/// <param name="AllocationType">The purpose.</param>
/// <param name="Expires">When the grant ends, if it is not accepted before.</param>
public sealed record GrantEventData(
    Guid Id, string? Customer, string ResourceType, Guid ResourceId, bool IsForType, Instant? FromDatetime, Instant? ToDatetime, string AllocationType, Instant Expires);
