using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>What bookings and accounts tell, on grains of their own.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string All = "https://all.example.org/";
    private const string Bookings = "https://bookings.example.org/hook";

    private readonly MemoryStateStore _states = new();
    private readonly MemoryStore _store = new();
    private readonly ScriptedSender _sender = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_booking_is_told_when_it_is_confirmed_and_cancelled_and_so_are_its_invoices()
    {
        var booking = await HeldAsync();
        var firm = (await booking.Confirm()).Booking!;
        var confirmed = $"booking_confirmed_{firm.Id:N}";
        Assert.Equal([confirmed, confirmed, $"invoice_written_{firm.Invoice}"], await _sender.NextAsync(3));
        await booking.Confirm();

        var cancelled = (await booking.Cancel(default)).Booking!;
        var id = $"booking_cancelled_{firm.Id:N}";
        Assert.Equal([id, id, $"invoice_written_{cancelled.CreditNote}"], await _sender.NextAsync(3));
        await booking.Cancel(default);
        await RecoverAsync();
        Assert.Equal(0, _sender.Unread);
    }

    [Fact]
    public async Task What_is_sent_says_what_happened_to_those_who_want_it()
    {
        var booking = await HeldAsync();
        var firm = (await booking.Confirm()).Booking!;
        var sent = new[] { await _sender.NextAsync(), await _sender.NextAsync(), await _sender.NextAsync() };
        Assert.Equal([All, All, Bookings], sent.Select(s => s.Url).Order());
        Assert.All(sent.Where(s => s.Url == Bookings), s => Assert.StartsWith("booking_", s.Id, StringComparison.Ordinal));
        var told = JsonDocument.Parse(sent.First(s => s.Url == Bookings).Payload).RootElement;
        Assert.Equal("booking.confirmed", told.GetProperty("type").GetString());
        var data = told.GetProperty("data");
        Assert.Equal((firm.Id, firm.Invoice), (data.GetProperty("id").GetGuid(), data.GetProperty("invoice").GetString()));
    }

    [Fact]
    public async Task A_held_booking_that_is_cancelled_is_told_to_be_so()
    {
        var booking = await HeldAsync();
        var cancelled = (await booking.Cancel(default)).Booking!;
        Assert.Equal([$"booking_cancelled_{cancelled.Id:N}", $"booking_cancelled_{cancelled.Id:N}"], await _sender.NextAsync(2));
    }

    [Fact]
    public async Task What_has_no_booking_is_invoiced_and_told_too()
    {
        var invoice = await _cluster.Grains.GetAccount("ann").Post(new() { Id = "order:1", Lines = [new("beer", new(119, "EUR"))] });
        Assert.Equal([$"invoice_written_{invoice}"], await _sender.NextAsync(1));
    }

    [Fact]
    public async Task A_grant_is_published_once_even_if_the_resource_is_tidied_again()
    {
        var id = (await _cluster.Grains.GetRegistry("Car").Create(new("Freed", default))).Resource!.Id;
        var (car, time) = (_cluster.Grains.GetResource(id), Sample.Interval(4_000_000_000_000_000, 4_000_000_010_000_000));
        var taken = (await car.Allocate(new() { ResourceType = "Car", Interval = time, Details = new() { Type = "booking" } })).Allocation!;
        var waits = new WaitRequest { ResourceType = "Car", Interval = time, Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromHours(1), Until = time.To };
        var entry = (await car.Wait(waits)).Entry!;
        await car.Release(new() { ResourceType = "Car", AllocationId = taken.Id });
        var sent = await _sender.NextAsync();
        var data = JsonDocument.Parse(sent.Payload).RootElement.GetProperty("data");
        Assert.Equal((All, entry.Id, id), (sent.Url, data.GetProperty("id").GetGuid(), data.GetProperty("resource_id").GetGuid()));
        Assert.StartsWith("waiting_granted_", sent.Id, StringComparison.Ordinal);
        Assert.True(await car.Tidy());
        await RecoverAsync();
        Assert.Equal(0, _sender.Unread);
    }

    [Fact]
    public async Task Whichever_write_is_lost_what_became_of_the_booking_is_told_after_the_next_start()
    {
        // Each write of a confirmation in turn is the last one before the process dies.
        for (var write = 0; ; write++)
        {
            var booking = await HeldAsync();
            _states.Spare(write);
            _states.FailBeforeWrite(int.MaxValue);
            var isDone = await SucceedsAsync(booking.Confirm());
            _states.Spare(0);
            _states.FailBeforeWrite(0);
            if (isDone)
                break;
            await _cluster.DisposeAsync();
            await StartAsync();
            await RecoverAsync();
            var again = (await _cluster.Grains.GetBooking(Guid.Parse(booking.GetPrimaryKeyString())).Confirm()).Booking!;
            var confirmed = $"booking_confirmed_{again.Id:N}";
            HashSet<string> missing = [confirmed, $"invoice_written_{again.Invoice}"];
            while (missing.Count > 0)
                missing.Remove((await _sender.NextAsync()).Id);
            Assert.True(write < 100);
        }
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_holds_up_neither_bookings_nor_other_endpoints()
    {
        var never = new TaskCompletionSource<DeliveryResult>();
        _sender.Answer = url => url == Bookings ? never.Task : Task.FromResult(new DeliveryResult(200));
        for (var i = 0; i < 3; i++)
            await (await HeldAsync()).Confirm();
        await _sender.NextAsync(9);
        await RecoverAsync();
        var deliveries = await DeliveriesAsync();
        Assert.Equal(3, deliveries.Count(d => (d.Url, d.Status) == (Bookings, DeliveryStatus.Pending)));
        Assert.Equal(0, _sender.Unread);
        never.SetResult(new(200));
    }

    private async Task StartAsync() => _cluster = await GrainCluster.StartAsync(
        _store, silos: 1, states: _states, sender: _sender,
        endpoints: Endpoints.Of((All, []), (Bookings, [WebhookEventTypes.BookingConfirmed, WebhookEventTypes.BookingCancelled])));

    /// <summary>As a gateway does after a start.</summary>
    private async Task RecoverAsync()
    {
        foreach (var watch in _cluster.Grains.GetAllPendingBookings())
            await watch.Resume();
        await _cluster.Grains.GetInvoiceNumbers($"{TimeProvider.System.GetUtcNow().Year}").Resume();
        foreach (var outbox in _cluster.Grains.GetWebhookOutboxes())
            await outbox.Resume();
    }

    private async Task<List<WebhookDelivery>> DeliveriesAsync()
    {
        List<WebhookDelivery> deliveries = [];
        foreach (var outbox in _cluster.Grains.GetWebhookOutboxes())
            foreach (var key in (await outbox.List(0, 1_000)).Deliveries)
                deliveries.Add((await _cluster.Grains.GetWebhookDelivery(key).Read())!);
        return deliveries;
    }

    private async Task<IBookingGrain> HeldAsync()
    {
        var car = (await _cluster.Grains.GetRegistry("Car").Create(new($"Car {Guid.NewGuid()}", default))).Resource!;
        var booking = _cluster.Grains.GetBooking(Guid.NewGuid());
        var from = Instant.From(new DateTime(2046, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var time = new Interval(from, new(from.Microseconds + 3_600_000_000));
        var quote = new Quote { TariffVersion = "1", Lines = [], Total = new(4900, "EUR"), Cancellation = [new(TimeSpan.FromDays(1), 50)] };
        var id = Guid.Parse(booking.GetPrimaryKeyString());
        var admitted = await _cluster.Grains.GetCustomer("ann").ReserveQuota(new() { Booking = id, Until = time.To, Hold = TimeSpan.FromMinutes(20) });
        var held = await booking.Create(new()
        {
            Customer = "ann",
            Expires = admitted.Expires,
            Items = [new() { ResourceType = "Car", ResourceId = car.Id, Interval = time, Quote = quote }],
        });
        Assert.Equal(CreateBookingStatus.Held, held.Status);
        return booking;
    }

    private static async Task<bool> SucceedsAsync(Task task)
    {
        try
        {
            await task;
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or Orleans.Runtime.OrleansException)
        {
            return false;
        }
    }
}
