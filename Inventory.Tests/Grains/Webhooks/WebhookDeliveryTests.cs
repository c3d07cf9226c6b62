using Inventory.Domain.Webhooks;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Inventory.Storage.States;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>Deliveries by a clock that the test moves.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private const string Url = "https://example.org/hook";

    private static readonly WebhookEvent Told = new("invoice_written_1", WebhookEventTypes.InvoiceWritten, """{"type":"invoice.written"}""");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStateStore _states = new();
    private readonly ScriptedSender _sender = new();
    private WebhookEndpoints _endpoints = Endpoints.Of((Url, []));
    private GrainCluster _cluster = null!;

    private IWebhookOutboxGrain Outbox => _cluster.Grains.GetWebhookOutbox(Told.Id);

    private IWebhookDeliveryGrain Delivery => _cluster.Grains.GetWebhookDelivery(Endpoints.Of((Url, [])).Find(Url)!.DeliveryKey(Told.Id));

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task It_is_sent_at_once_and_then_by_the_schedule_with_the_same_id_until_it_is_given_up()
    {
        _sender.Answer = _ => Task.FromResult(new DeliveryResult(500));
        await Outbox.Publish(Told);
        await AttemptAsync(1);
        for (var attempt = 2; attempt <= RetrySchedule.MaxAttempts; attempt++)
        {
            var delivery = (await Delivery.Read())!;
            Assert.Equal((DeliveryStatus.Pending, attempt - 1), (delivery.Status, delivery.Attempts));
            _clock.Advance(TimeSpan.FromMicroseconds(delivery.Next!.Value.Microseconds - _clock.Now().Microseconds - 1));
            // Who waits for so long is not kept in memory: as the gateway does all the time, somebody has to wake it.
            Assert.Equal(1, await Outbox.Resume());
            await UntilAsync(attempt - 1);
            _clock.Advance(TimeSpan.FromMicroseconds(1));
            Assert.Equal((Url, Told.Id, Told.Payload), await _sender.NextAsync());
            await UntilAsync(attempt);
        }
        var failed = (await Delivery.Read())!;
        Assert.Equal((DeliveryStatus.Failed, 10, 500, null), (failed.Status, failed.Attempts, failed.LastStatus, failed.Next));
        Assert.Equal(0, await Outbox.Resume());
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await Outbox.Resume());
        Assert.Equal(0, _sender.Unread);
    }

    [Fact]
    public async Task What_is_pending_is_sent_after_a_start_and_keeps_its_place_in_the_schedule()
    {
        _sender.Answer = _ => Task.FromResult(new DeliveryResult(503));
        await Outbox.Publish(Told);
        await AttemptAsync(1);
        await _cluster.DisposeAsync();
        await StartAsync();
        _sender.Answer = _ => Task.FromResult(new DeliveryResult(200));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _sender.Unread);
        Assert.Equal(1, await Outbox.Resume());
        await AttemptAsync(2);
        Assert.Equal(DeliveryStatus.Delivered, (await Delivery.Read())!.Status);
        Assert.Equal(0, await Outbox.Resume());
    }

    [Fact]
    public async Task Who_is_gone_is_told_no_more()
    {
        _sender.Answer = _ => Task.FromResult(new DeliveryResult(410));
        await Outbox.Publish(Told);
        await AttemptAsync(1);
        Assert.Equal((DeliveryStatus.Failed, 410), ((await Delivery.Read())!.Status, (await Delivery.Read())!.LastStatus));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_configured_any_more_gets_nothing()
    {
        _sender.Answer = _ => Task.FromResult(new DeliveryResult(500));
        await Outbox.Publish(Told);
        await AttemptAsync(1);
        await _cluster.DisposeAsync();
        _endpoints = WebhookEndpoints.None;
        await StartAsync();
        await Outbox.Resume();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(1);
        var failed = (await Delivery.Read())!;
        Assert.Equal((DeliveryStatus.Failed, "The endpoint is not configured any more."), (failed.Status, failed.LastFault));
        Assert.Equal(0, _sender.Unread);
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_and_is_forgotten_after_a_week()
    {
        await Outbox.Publish(Told);
        await AttemptAsync(1);
        await Outbox.Publish(Told);
        Assert.Equal(0, await Outbox.Resume());
        _clock.Advance(TimeSpan.FromDays(6));
        await Outbox.Resume();
        Assert.Single((await Outbox.List(0, 10)).Deliveries);
        _clock.Advance(TimeSpan.FromDays(1));
        await Outbox.Resume();
        Assert.Empty((await Outbox.List(0, 10)).Deliveries);
        Assert.Null(await Delivery.Read());
        Assert.Equal(0, _sender.Unread);
    }

    [Fact]
    public async Task What_could_not_be_written_down_is_sent_again_with_the_same_id()
    {
        using var hasFailed = new SemaphoreSlim(0);
        _sender.Answer = _ =>
        {
            _states.OnCommit = FailOnce;
            _sender.Answer = _ => Task.FromResult(new DeliveryResult(200));
            return _sender.Answer(Url);
        };
        await Outbox.Publish(Told);
        Assert.Equal(Told.Id, (await _sender.NextAsync()).Id);
        Assert.True(await hasFailed.WaitAsync(Patience));
        await _cluster.DeactivateAsync(Delivery);
        Assert.Equal(1, await Outbox.Resume());
        await AttemptAsync(1);
        Assert.Equal((DeliveryStatus.Delivered, 1), ((await Delivery.Read())!.Status, (await Delivery.Read())!.Attempts));

        bool FailOnce(StateKey key)
        {
            if (key.Name != "delivery")
                return false;
            _states.OnCommit = null;
            hasFailed.Release();
            return true;
        }
    }

    [Fact]
    public async Task A_real_receiver_that_fails_gets_it_again_with_the_same_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        using var kept = new SemaphoreSlim(0);
        var states = new MemoryStateStore { OnCommit = key => key.Name == "delivery" && kept.Release() < 0 };
        using var sender = new HttpWebhookSender(new() { AllowHttp = true, AllowPrivateAddresses = true }, _clock);
        var endpoints = Endpoints.Of((receiver.Url, []));
        await using var cluster = await GrainCluster.StartAsync(
            new MemoryStore(_clock), clock: _clock, states: states, sender: sender, endpoints: endpoints);
        await cluster.Grains.GetWebhookOutbox(Told.Id).Publish(Told);
        Assert.True(await kept.WaitAsync(Patience));

        var first = (await receiver.NextAsync()).ExpectSigned(_clock);
        Assert.True(await kept.WaitAsync(Patience));
        var delivery = cluster.Grains.GetWebhookDelivery(endpoints.Find(receiver.Url)!.DeliveryKey(Told.Id));
        Assert.Equal((1, 500), ((await delivery.Read())!.Attempts, (await delivery.Read())!.LastStatus));

        receiver.Answer = static _ => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(6));
        var second = (await receiver.NextAsync()).ExpectSigned(_clock);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.NotEqual(first.Timestamp, second.Timestamp);
        Assert.True(await kept.WaitAsync(Patience));
        Assert.Equal((DeliveryStatus.Delivered, 2), ((await delivery.Read())!.Status, (await delivery.Read())!.Attempts));
    }

    private async Task StartAsync() => _cluster = await GrainCluster.StartAsync(
        new MemoryStore(_clock), clock: _clock, states: _states, sender: _sender, endpoints: _endpoints);

    /// <summary>Sees that what is due is sent, and kept to be so.</summary>
    private async Task AttemptAsync(int attempt)
    {
        Assert.Equal(Told.Id, (await _sender.NextAsync()).Id);
        await UntilAsync(attempt);
    }

    /// <summary>
    /// The sender and the states answer at once: what the clock has begun is done in the turn after which this call is answered.
    /// </summary>
    private async Task UntilAsync(int attempts)
    {
        Assert.Equal(attempts, (await Delivery.Read())!.Attempts);
        // Answered when the outbox knows what has ended.
        await Delivery.Resume();
    }
}
