using Inventory.Silo.Membership;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Cluster;

public sealed class MembershipLeaseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MembershipLease _lease;

    public MembershipLeaseTests() => _lease = new(_clock);

    [Fact]
    public void It_lasts_from_before_it_was_asked_for()
    {
        var asked = _lease.Now;
        _clock.Advance(MembershipLease.Duration / 2);
        _lease.Renew(asked);
        Assert.True(_lease.RequireAsync().IsCompletedSuccessfully);
        _clock.Advance(MembershipLease.Duration / 2);
        Assert.False(_lease.RequireAsync().IsCompleted);
    }

    [Fact]
    public async Task Without_it_an_answer_waits_for_a_renewal()
    {
        var waiting = _lease.RequireAsync();
        Assert.False(waiting.IsCompleted);
        _clock.Advance(MembershipLease.Patience / 2);
        _lease.Renew(_lease.Now);
        await waiting;
    }

    [Fact]
    public async Task A_renewal_that_is_over_when_it_arrives_is_none()
    {
        var asked = _lease.Now;
        var waiting = _lease.RequireAsync();
        _clock.Advance(MembershipLease.Duration);
        _lease.Renew(asked);
        Assert.False(waiting.IsCompleted);
        _clock.Advance(MembershipLease.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task An_answer_that_waits_too_long_is_none()
    {
        var waiting = _lease.RequireAsync();
        _clock.Advance(MembershipLease.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }
}
