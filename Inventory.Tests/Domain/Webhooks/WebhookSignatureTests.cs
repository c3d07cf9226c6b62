using System.Text;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Webhooks;

public sealed class WebhookSignatureTests
{
    // The example that the specification publishes.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static readonly string OtherSecret = $"whsec_{Convert.ToBase64String(new byte[32])}";

    [Fact]
    public void The_published_example_is_signed_as_published() =>
        Assert.Equal(Signature, WebhookSignature.Sign([Parse(Secret)], Id, Timestamp, Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void Each_secret_signs_and_each_signature_is_good_for_its_secret()
    {
        var signatures = WebhookSignature.Sign([Parse(OtherSecret), Parse(Secret)], Id, Timestamp, Encoding.UTF8.GetBytes(Body));
        Assert.EndsWith($" {Signature}", signatures, StringComparison.Ordinal);
        Assert.Equal(SignatureStatus.Valid, Verify(signatures, secrets: [Secret]));
        Assert.Equal(SignatureStatus.Valid, Verify(signatures, secrets: [OtherSecret]));
    }

    [Theory]
    [InlineData(Signature, SignatureStatus.Valid)]
    [InlineData($"{Other} {Signature}", SignatureStatus.Valid)]
    [InlineData($"v1a,abc {Signature} ", SignatureStatus.Valid)]
    [InlineData(Other, SignatureStatus.Wrong)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", SignatureStatus.Wrong)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", SignatureStatus.Wrong)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O", SignatureStatus.Wrong)]
    [InlineData("v1,g0hM", SignatureStatus.Wrong)]
    [InlineData("v1,", SignatureStatus.Wrong)]
    [InlineData("v1,!", SignatureStatus.Wrong)]
    [InlineData(" ", SignatureStatus.Wrong)]
    [InlineData("", SignatureStatus.Missing)]
    [InlineData(null, SignatureStatus.Missing)]
    public void A_signature_is_judged(string? signatures, SignatureStatus expected) => Assert.Equal(expected, Verify(signatures));

    [Theory]
    [InlineData(null, Timestamp, Body, SignatureStatus.Missing)]
    [InlineData("", Timestamp, Body, SignatureStatus.Missing)]
    [InlineData(Id, null, Body, SignatureStatus.Missing)]
    [InlineData(Id, "", Body, SignatureStatus.Missing)]
    [InlineData(Id, "-1614265330", Body, SignatureStatus.Missing)]
    [InlineData(Id, "1614265330.0", Body, SignatureStatus.Missing)]
    [InlineData(Id, "9223372036854775807", Body, SignatureStatus.TimestampOutOfTolerance)]
    [InlineData(Id, "0", Body, SignatureStatus.TimestampOutOfTolerance)]
    [InlineData(Id, "1614265331", Body, SignatureStatus.Wrong)]
    [InlineData("msg_", Timestamp, Body, SignatureStatus.Wrong)]
    [InlineData(Id, Timestamp, """{"test":2432232314}""", SignatureStatus.Wrong)]
    [InlineData(Id, Timestamp, "", SignatureStatus.Wrong)]
    public void What_was_signed_is_what_counts(string? id, string? timestamp, string body, SignatureStatus expected) =>
        Assert.Equal(expected, WebhookSignature.Verify([Parse(Secret)], id, timestamp, Signature, Encoding.UTF8.GetBytes(body), At(0)));

    [Theory]
    [InlineData(300, SignatureStatus.Valid)]
    [InlineData(-300, SignatureStatus.Valid)]
    [InlineData(301, SignatureStatus.TimestampOutOfTolerance)]
    [InlineData(-301, SignatureStatus.TimestampOutOfTolerance)]
    public void Five_minutes_are_tolerated(int seconds, SignatureStatus expected) => Assert.Equal(expected, Verify(Signature, seconds));

    [Fact]
    public void Any_secret_of_several_is_good_and_without_one_nothing_is()
    {
        Assert.Equal(SignatureStatus.Valid, Verify(Signature, secrets: [OtherSecret, Secret]));
        Assert.Equal(SignatureStatus.Wrong, Verify(Signature, secrets: [OtherSecret]));
        Assert.Equal(SignatureStatus.Wrong, Verify(Signature, secrets: []));
    }

    [Theory]
    [InlineData(23, false), InlineData(24, true), InlineData(64, true), InlineData(65, false), InlineData(200, false)]
    public void A_secret_has_24_to_64_bytes(int bytes, bool isOne) =>
        Assert.Equal(isOne, WebhookSecret.TryParse($"whsec_{Convert.ToBase64String(new byte[bytes])}", out _));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("whsec_"), InlineData("whsec_!")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void What_is_no_secret_is_none(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    private static SignatureStatus Verify(string? signatures, int secondsLater = 0, string[]? secrets = null) => WebhookSignature.Verify(
        (secrets ?? [Secret]).Select(Parse), Id, Timestamp, signatures, Encoding.UTF8.GetBytes(Body), At(secondsLater));

    private static Instant At(int secondsLater) => new((1_614_265_330L + secondsLater) * 1_000_000);

    private static WebhookSecret Parse(string text) =>
        WebhookSecret.TryParse(text, out var secret) ? secret : throw new ArgumentException(text);
}
