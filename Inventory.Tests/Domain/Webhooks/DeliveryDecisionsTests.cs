using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Domain.Webhooks;

public sealed class DeliveryDecisionsTests
{
    private static readonly Instant Now = new(1_000_000_000_000);

    private static readonly WebhookDelivery Fresh = DeliveryDecisions.Start(new("id", "type", "{}"), "https://example.org/", Now).Delivery!;

    [Fact]
    public void A_delivery_begins_at_once() =>
        Assert.Equal((DeliveryStatus.Pending, 0, Now, null), (Fresh.Status, Fresh.Attempts, Fresh.Next, Fresh.Finished));

    [Theory]
    [InlineData(200), InlineData(204), InlineData(299)]
    public void What_is_answered_well_is_delivered(int status)
    {
        var next = Fresh.After(new(status), Now, 0);
        Assert.Equal((DeliveryStatus.Delivered, 1, status), (next.Status, next.Attempts, next.LastStatus));
        Assert.Equal((null, Now), (next.Next, next.Finished));
    }

    [Theory]
    [InlineData(199), InlineData(301), InlineData(307), InlineData(400), InlineData(404), InlineData(429), InlineData(500)]
    [InlineData(null)]
    public void What_is_not_is_attempted_again(int? status)
    {
        var next = Fresh.After(new(status, "why"), Now, 0);
        Assert.Equal((DeliveryStatus.Pending, 1, null), (next.Status, next.Attempts, next.Finished));
        Assert.Equal((status, "why"), (next.LastStatus, next.LastFault));
        Assert.Equal(5_000_000, next.Next!.Value.Microseconds - Now.Microseconds);
    }

    [Fact]
    public void Who_is_gone_is_left_alone()
    {
        var next = Fresh.After(new(410), Now, 0);
        Assert.Equal((DeliveryStatus.Failed, null), (next.Status, next.Next));
    }

    [Theory]
    [InlineData(0, 1.0), InlineData(1, 1.1)]
    public void Ten_attempts_follow_the_schedule_and_then_it_is_given_up(double chance, double factor)
    {
        double[] seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
        var (delivery, now) = (Fresh, Now);
        foreach (var wait in seconds)
        {
            delivery = delivery.After(new(500), now, chance);
            Assert.Equal(wait * factor, (delivery.Next!.Value.Microseconds - now.Microseconds) / 1e6, 3);
            now = delivery.Next.Value;
        }
        delivery = delivery.After(new(500), now, chance);
        Assert.Equal((DeliveryStatus.Failed, RetrySchedule.MaxAttempts), (delivery.Status, delivery.Attempts));
        Assert.Equal((null, now), (delivery.Next, delivery.Finished));
    }

    [Fact]
    public void A_later_success_clears_the_fault()
    {
        var next = Fresh.After(new(null, "nobody is there"), Now, 0).After(new(200), Now, 0);
        Assert.Equal((DeliveryStatus.Delivered, 2, 200, null), (next.Status, next.Attempts, next.LastStatus, next.LastFault));
    }
}
