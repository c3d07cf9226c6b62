using System.Net;
using System.Threading.RateLimiting;
using Inventory.Gateway.Api;
using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Gateway.Security;

/// <summary>Of what costs much, a caller has one request at once, and a few that wait.</summary>
public sealed class CostlyRequestTests
{
    private const int MostWaiting = 32;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = LimiterOf(new());

    [Fact]
    public async Task The_second_of_a_caller_waits_for_the_first_and_those_of_others_do_not()
    {
        var first = _limiter.AttemptAcquire(Request("10.0.0.1"));
        Assert.True(first.IsAcquired);
        Assert.False(_limiter.AttemptAcquire(Request("10.0.0.1")).IsAcquired);
        var second = _limiter.AcquireAsync(Request("10.0.0.1")).AsTask();
        Assert.False(second.IsCompleted);
        Assert.True(_limiter.AttemptAcquire(Request("10.0.0.2")).IsAcquired);
        first.Dispose();
        Assert.True((await second).IsAcquired);
    }

    [Fact]
    public async Task Only_a_few_wait_and_one_that_is_given_up_makes_room()
    {
        using var first = _limiter.AttemptAcquire(Request("10.0.0.1"));
        using var cancel = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, MostWaiting).Select(_ => _limiter.AcquireAsync(Request("10.0.0.1"), 1, cancel.Token).AsTask()).ToList();
        Assert.False((await _limiter.AcquireAsync(Request("10.0.0.1"))).IsAcquired);
        await cancel.CancelAsync();
        foreach (var one in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(_limiter.AcquireAsync(Request("10.0.0.1")).AsTask().IsCompleted);
    }

    [Fact]
    public async Task The_next_one_waits_for_four_times_as_long_as_one_took_and_a_second_at_most()
    {
        var clock = new FakeTimeProvider();
        using var limiter = new PausingLimiter(new() { PermitLimit = 1, QueueLimit = 1, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }, share: 4, clock);
        foreach (var (took, pause) in new[] { (10, 40), (100, 400), (1_000, 1_000) })
        {
            var first = limiter.AttemptAcquire();
            clock.Advance(TimeSpan.FromMilliseconds(took));
            first.Dispose();
            var next = limiter.AcquireAsync().AsTask();
            clock.Advance(TimeSpan.FromMilliseconds(pause) - TimeSpan.FromTicks(1));
            Assert.False(next.IsCompleted);
            clock.Advance(TimeSpan.FromTicks(1));
            (await next).Dispose();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void What_costs_little_does_not_wait()
    {
        using var first = _limiter.AttemptAcquire(Request("10.0.0.1"));
        Assert.True(_limiter.AttemptAcquire(Request("10.0.0.1", costly: null)).IsAcquired);
        Assert.True(_limiter.AttemptAcquire(Request("10.0.0.1", new CostlyMetadata("as_of"))).IsAcquired);
        Assert.False(_limiter.AttemptAcquire(Request("10.0.0.1", new CostlyMetadata("as_of"), "?as_of=2026-01-01")).IsAcquired);
    }

    [Fact]
    public void Operators_and_a_service_without_the_limit_do_not_wait()
    {
        var unlimited = LimiterOf(new() { CostlyAtOnce = 0 });
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.True(unlimited.AttemptAcquire(Request("10.0.0.1")).IsAcquired);
            var operators = Request("10.0.0.1");
            operators.User = CallerPrincipal.Open;
            Assert.True(_limiter.AttemptAcquire(operators).IsAcquired);
        }
    }

    private static PartitionedRateLimiter<HttpContext> LimiterOf(RateLimitOptions options)
    {
        var services = new ServiceCollection();
        services.AddRateLimits(options, AuthMode.Required);
        return services.BuildServiceProvider().GetRequiredService<RateLimits>().All;
    }

    private static DefaultHttpContext Request(string address, string query = "") => Request(address, new CostlyMetadata(null), query);

    private static DefaultHttpContext Request(string address, CostlyMetadata? costly, string query = "")
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.QueryString = new(query);
        http.SetEndpoint(new Endpoint(null, new(costly is null ? [] : [costly]), null));
        return http;
    }
}
