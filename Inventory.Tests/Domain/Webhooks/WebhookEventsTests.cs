using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Domain.Bookings;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Webhooks;

public sealed class WebhookEventsTests
{
    private static readonly Instant At = Instant.From(new DateTime(2026, 12, 1, 10, 0, 0, DateTimeKind.Utc));

    private static readonly Booking Booking = new()
    {
        Id = Guid.Parse("0198a7b0-0000-7000-8000-000000000001"),
        Customer = "ann",
        Status = BookingStatus.Confirmed,
        Created = At,
        Expires = At,
        Version = 3,
        Invoice = "2026-000017",
        Items =
        [
            new()
            {
                ResourceType = "Car",
                ResourceId = Guid.Parse("0198a7b0-0000-7000-8000-000000000002"),
                AllocationId = Guid.Parse("0198a7b0-0000-7000-8000-000000000003"),
                Interval = new(At, new(At.Microseconds + 3_600_000_000)),
                Quote = new() { TariffVersion = "1", Lines = [], Total = new(1300, "EUR"), Cancellation = [] },
            },
        ],
    };

    [Fact]
    public void A_confirmed_booking_is_told_whole()
    {
        var told = WebhookEvents.Of(Booking, WebhookEvents.TypeOf(Booking)!, At);
        Assert.Equal(("booking_confirmed_0198a7b0000070008000000000000001", "booking.confirmed"), (told.Id, told.Type));
        AssertSame(
            """
            {
                "type": "booking.confirmed", "timestamp": "2026-12-01T10:00:00Z",
                "data": {
                    "id": "0198a7b0-0000-7000-8000-000000000001", "status": "confirmed", "customer": "ann",
                    "created": "2026-12-01T10:00:00Z",
                    "items": [
                        {
                            "resource_type": "Car", "resource_id": "0198a7b0-0000-7000-8000-000000000002",
                            "allocation_id": "0198a7b0-0000-7000-8000-000000000003",
                            "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T11:00:00Z", "price": "13.00", "cancelled": null, "refund": null
                        }
                    ],
                    "currency": "EUR", "total": "13.00", "refund": null, "invoice": "2026-000017", "credit_note": null
                }
            }
            """,
            told.Payload);
    }

    [Fact]
    public void A_cancelled_one_says_what_is_given_back()
    {
        var cancelled = Booking with { Status = BookingStatus.Cancelled, Refund = new(650, "EUR"), CreditNote = "2026-000018" };
        var told = WebhookEvents.Of(cancelled, WebhookEvents.TypeOf(cancelled)!, At);
        Assert.Equal(("booking_cancelled_0198a7b0000070008000000000000001", "booking.cancelled"), (told.Id, told.Type));
        var data = JsonDocument.Parse(told.Payload).RootElement.GetProperty("data");
        Assert.Equal(("cancelled", "6.50"), (data.GetProperty("status").GetString(), data.GetProperty("refund").GetString()));
        Assert.Equal("2026-000018", data.GetProperty("credit_note").GetString());
    }

    [Fact]
    public void A_confirmed_one_without_an_item_has_changed_and_says_which_and_when()
    {
        var changed = Booking with { Version = 5, Items = [Booking.Items[0] with { Cancelled = At, Refund = new(650, "EUR") }, Booking.Items[0]] };
        var told = WebhookEvents.Of(changed, WebhookEvents.TypeOf(changed)!, At);
        Assert.Equal(("booking_changed_0198a7b0000070008000000000000001_5", "booking.changed"), (told.Id, told.Type));
        var data = JsonDocument.Parse(told.Payload).RootElement.GetProperty("data");
        Assert.Equal("confirmed", data.GetProperty("status").GetString());
        Assert.Equal(["2026-12-01T10:00:00Z", null], data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("cancelled").GetString()));
        Assert.Equal(["6.50", null], data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("refund").GetString()));
        Assert.Null(WebhookEvents.TypeOf(Booking with { Status = BookingStatus.Held }));
    }

    [Fact]
    public void An_invoice_is_told_with_its_lines()
    {
        var told = WebhookEvents.Written(new()
        {
            Number = "2026-000017",
            Customer = "ann",
            ChargeId = "x",
            Issued = At,
            Lines = [new("2 × \"lager\"", new(238, "EUR"))],
            Total = new(238, "EUR"),
        });
        AssertSame(
            """
            {
                "type": "invoice.written", "timestamp": "2026-12-01T10:00:00Z",
                "data": {
                    "id": "2026-000017", "customer": "ann", "issued": "2026-12-01T10:00:00Z",
                    "lines": [{ "text": "2 × \"lager\"", "amount": "2.38" }], "currency": "EUR", "total": "2.38", "corrects": null
                }
            }
            """,
            told.Payload);
        Assert.DoesNotContain('.', told.Id);
    }

    private static void AssertSame(string expected, string json) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(json)!.ToJsonString());
}
