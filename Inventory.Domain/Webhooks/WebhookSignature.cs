using System.Globalization;
using System.Security.Cryptography;

namespace Inventory.Domain.Webhooks;

/// <summary>
/// Standard Webhooks 1.0 (standardwebhooks.com): <c>v1,</c> and the base64 of the HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>,
/// with the timestamp in seconds since 1970. A header has one or more signatures, separated by spaces.
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string Header = "webhook-signature";

    /// <summary>In either direction. It limits the time in which a stolen message can be replayed.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    /// <returns>One signature per secret, so that each end can replace its secret in its own time.</returns>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        List<string> signatures = [];
        foreach (var secret in secrets)
            signatures.Add(Version + Convert.ToBase64String(secret.Hash(id, timestamp, body)));
        return string.Join(' ', signatures);
    }

    /// <summary>Any of the secrets may match. Missing headers are <c>null</c>; signatures of other versions are ignored.</summary>
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

public enum SignatureStatus
{
    Valid = 1,

    /// <summary>A header is missing, or the timestamp is not a number.</summary>
    Missing = 2,

    TimestampOutOfTolerance = 3,

    /// <summary>No signature matches any of the secrets.</summary>
    Wrong = 4,
}
