namespace Inventory.Contracts;

/// <summary>The types of events that webhooks tell of.</summary>
public static class WebhookEventTypes
{
    public const string BookingConfirmed = "booking.confirmed";
    public const string BookingCancelled = "booking.cancelled";
    public const string InvoiceWritten = "invoice.written";

    public static readonly IReadOnlyList<string> All = [BookingConfirmed, BookingCancelled, InvoiceWritten];
}
