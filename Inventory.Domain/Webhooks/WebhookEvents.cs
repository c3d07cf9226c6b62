using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;

namespace Inventory.Domain.Webhooks;

/// <summary>The same event always has the same id. No id contains a full stop, because signatures use it as the separator.</summary>
public static class WebhookEvents
{
    // The text is not part of a page, so it needs no HTML escaping.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns><c>null</c> if the booking's status is not told.</returns>
    public static string? TypeOf(Booking booking) => booking.Status switch
    {
        BookingStatus.Confirmed => !booking.IsChanged && booking.Active().Count() == booking.Items.Length ? WebhookEventTypes.BookingConfirmed : WebhookEventTypes.BookingChanged,
        BookingStatus.Cancelled => WebhookEventTypes.BookingCancelled,
        _ => null,
    };

    public static WebhookEvent Of(Booking booking, string type, Instant now) => type switch
    {
        WebhookEventTypes.BookingConfirmed => New($"booking_confirmed_{booking.Id:N}", type, now, DataOf(booking, "confirmed")),
        WebhookEventTypes.BookingChanged => New($"booking_changed_{booking.Id:N}_{booking.Version}", type, now, DataOf(booking, "confirmed")),
        WebhookEventTypes.BookingCancelled => New($"booking_cancelled_{booking.Id:N}", type, now, DataOf(booking, "cancelled")),
        _ => throw new UnreachableException(),
    };

    public static WebhookEvent Written(Invoice invoice) =>
        New($"invoice_written_{invoice.Number}", WebhookEventTypes.InvoiceWritten, invoice.Issued, DataOf(invoice));

    /// <summary>A time is granted to somebody who waits for it.</summary>
    public static WebhookEvent Granted(Allocation granted, Resource resource, Instant now) => New($"waiting_granted_{granted.Id:N}_{granted.Version}", WebhookEventTypes.WaitingGranted, now, new()
    {
        ["id"] = granted.Id,
        ["customer"] = granted.Owner?.ToString(),
        ["resource_type"] = resource.Type,
        ["resource_id"] = resource.Id,
        ["is_for_type"] = granted.Extras?.IsForType == true,
        ["from_datetime"] = granted.Interval.From.IsFinite ? granted.Interval.From.ToString() : null,
        ["to_datetime"] = granted.Interval.To.IsFinite ? granted.Interval.To.ToString() : null,
        ["allocation_type"] = granted.Type,
        ["expires"] = granted.Expires.ToString(),
    });

    private static WebhookEvent New(string id, string type, Instant time, JsonObject data) =>
        new(id, type, new JsonObject { ["type"] = type, ["timestamp"] = time.ToString(), ["data"] = data }.ToJsonString(Plain));

    private static JsonObject DataOf(Booking booking, string status) => new()
    {
        ["id"] = booking.Id,
        ["status"] = status,
        ["customer"] = booking.Customer,
        ["created"] = booking.Created.ToString(),
        ["items"] = new JsonArray([.. booking.Items.Select(item => new JsonObject
        {
            ["resource_type"] = item.ResourceType,
            ["resource_id"] = item.ResourceId,
            ["allocation_id"] = item.AllocationId,
            ["from_datetime"] = item.Interval.From.ToString(),
            ["to_datetime"] = item.Interval.To.ToString(),
            ["price"] = item.Price().ToString(),
            ["cancelled"] = item.Cancelled?.ToString(),
            ["refund"] = item.Refund?.ToString(),
        })]),
        ["currency"] = booking.Total().Currency,
        ["total"] = booking.Total().ToString(),
        ["refund"] = booking.Refund?.ToString(),
        ["invoice"] = booking.Invoice,
        ["credit_note"] = booking.CreditNote,
    };

    private static JsonObject DataOf(Invoice invoice) => new()
    {
        ["id"] = invoice.Number,
        ["customer"] = invoice.Customer,
        ["issued"] = invoice.Issued.ToString(),
        ["lines"] = new JsonArray([.. invoice.Lines.Select(line =>
            new JsonObject { ["text"] = line.Text, ["amount"] = line.Amount.ToString() })]),
        ["currency"] = invoice.Total.Currency,
        ["total"] = invoice.Total.ToString(),
        ["corrects"] = invoice.Corrects,
    };
}

/// <summary>The id is the <c>webhook-id</c>. The payload is JSON with <c>type</c>, <c>timestamp</c> and <c>data</c>.</summary>
[GenerateSerializer, Immutable, Alias("inventory.webhook-event")]
public sealed record WebhookEvent(string Id, string Type, string Payload);

public static class WebhookEventTypes
{
    public const string BookingConfirmed = "booking.confirmed";
    public const string BookingChanged = "booking.changed";
    public const string BookingCancelled = "booking.cancelled";
    public const string InvoiceWritten = "invoice.written";
    public const string WaitingGranted = "waiting.granted";

    public static readonly IReadOnlyList<string> All = [BookingConfirmed, BookingChanged, BookingCancelled, InvoiceWritten, WaitingGranted];
}
