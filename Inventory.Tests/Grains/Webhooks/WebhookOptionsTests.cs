using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Microsoft.Extensions.Configuration;

namespace Inventory.Tests.Grains.Webhooks;

public sealed class WebhookOptionsTests
{
    private const string Secret = $"Endpoints:0:Secrets:0={Endpoints.Secret}";
    private const string OtherSecret = $"Endpoints:1:Secrets:0={Endpoints.Secret}";

    [Fact]
    public void Without_settings_nobody_is_told_and_nothing_is_taken()
    {
        var options = From();
        Assert.Empty(options.ToEndpoints().SubscribedTo("booking.confirmed"));
        Assert.Empty(options.ToPaymentSecrets());
    }

    [Fact]
    public void An_endpoint_wants_all_events_or_those_that_it_names()
    {
        var endpoints = From("Endpoints:0:Url=https://a.example.org/x?y=1", Secret,
            "Endpoints:1:Url=https://b.example.org", OtherSecret, "Endpoints:1:Events:0=invoice.written").ToEndpoints();
        Assert.Single(endpoints.SubscribedTo("booking.cancelled"));
        Assert.Equal(2, endpoints.SubscribedTo("invoice.written").Count());
        Assert.NotNull(endpoints.Find("https://a.example.org/x?y=1"));
        Assert.Null(endpoints.Find("https://c.example.org/"));
    }

    [Theory]
    [InlineData("Endpoints:0:Url", "Endpoints:0:Url=", Secret)]
    [InlineData("Endpoints:0:Url", "Endpoints:0:Url=/hook", Secret)]
    [InlineData("Endpoints:0:Url", "Endpoints:0:Url=ftp://example.org", Secret, "AllowHttp=true")]
    [InlineData("AllowHttp", "Endpoints:0:Url=http://example.org", Secret)]
    [InlineData("Endpoints:0:Url", "Endpoints:0:Url=https://user:password@example.org", Secret)]
    [InlineData("Endpoints:0:Secrets", "Endpoints:0:Url=https://example.org")]
    [InlineData("Endpoints:0:Secrets:0", "Endpoints:0:Url=https://example.org", "Endpoints:0:Secrets:0=correct horse")]
    [InlineData("booking.lost", "Endpoints:0:Url=https://example.org", Secret, "Endpoints:0:Events:0=booking.lost")]
    [InlineData("Endpoints:1:Url", "Endpoints:0:Url=https://example.org", Secret, "Endpoints:1:Url=https://EXAMPLE.org/", OtherSecret)]
    [InlineData("Payments:Secrets:0", "Payments:Secrets:0=x")]
    [InlineData("TimeoutSeconds", "TimeoutSeconds=0")]
    [InlineData("TimeoutSeconds", "TimeoutSeconds=61")]
    [InlineData("AllowHttp", "AllowHttp=perhaps")]
    [InlineData("Endpoint", "Endpoint=https://example.org")]
    public void What_cannot_be_used_is_refused_by_its_name(string name, params string[] settings)
    {
        var refusal = Assert.Throws<StoreOpenException>(() =>
        {
            var options = From(settings);
            return (options.ToEndpoints(), options.ToPaymentSecrets());
        });
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_and_a_password_in_a_url_are_not_repeated() => Assert.DoesNotContain("secret", Assert.Throws<StoreOpenException>(
        () => From("Endpoints:0:Url=https://user:secret@example.org", Secret).ToEndpoints()).Message, StringComparison.Ordinal);

    private static WebhookOptions From(params string[] settings) => WebhookOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create<string, string?>($"Inventory:Webhooks:{parts[0]}", parts[1])))
        .Build());
}
