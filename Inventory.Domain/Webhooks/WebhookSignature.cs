using System.Globalization;
using System.Security.Cryptography;
using Inventory.Domain.Time;

namespace Inventory.Domain.Webhooks;

/// <summary>
/// Signatures of webhooks by the Standard Webhooks specification 1.0 (standardwebhooks.com): <c>v1,</c> and the base64 of the HMAC-SHA256
/// of <c>{id}.{timestamp}.{body}</c>, in which the timestamp is in seconds since 1970. A header has one or more, with spaces between them.
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string Header = "webhook-signature";

    /// <summary>So far from now a timestamp may be, on either side: what was overheard is of no use for longer.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    /// <returns>The header's value: a signature by each of the secrets, so that they can be exchanged one end at a time.</returns>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        List<string> signatures = [];
        foreach (var secret in secrets)
            signatures.Add(Version + Convert.ToBase64String(secret.Hash(id, timestamp, body)));
        return string.Join(' ', signatures);
    }

    /// <param name="secrets">Any of them is good.</param>
    /// <param name="id">The header; <c>null</c> when it is missing.</param>
    /// <param name="timestamp">The header, likewise.</param>
    /// <param name="signatures">The header, likewise. Signatures of other versions are not looked at.</param>
    /// <param name="body">As it was sent, to the byte.</param>
    /// <param name="now">The time of the decision.</param>
    public static SignatureStatus Verify(
        IEnumerable<WebhookSecret> secrets, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, Instant now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureStatus.Missing;
        if (Math.Abs(now.Microseconds / 1_000_000 - seconds) > Tolerance.TotalSeconds)
            return SignatureStatus.TimestampOutOfTolerance;
        foreach (var secret in secrets)
            if (HasOne(signatures, secret.Hash(id, timestamp, body)))
                return SignatureStatus.Valid;
        return SignatureStatus.Wrong;
    }

    private static bool HasOne(string signatures, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var signature = signatures.AsSpan(range);
            if (signature.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(signature[Version.Length..], given, out var length) && length == given.Length
                && CryptographicOperations.FixedTimeEquals(given, expected))
                return true;
        }
        return false;
    }
}

/// <summary>What a signature is worth.</summary>
public enum SignatureStatus
{
    Valid = 1,

    /// <summary>One of the three headers is missing, or the timestamp is no number.</summary>
    Missing = 2,

    /// <summary>The timestamp is further from now than the tolerance.</summary>
    TimestampOutOfTolerance = 3,

    /// <summary>None of the signatures was made with one of the secrets.</summary>
    Wrong = 4,
}
