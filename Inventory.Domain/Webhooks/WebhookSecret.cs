using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Inventory.Domain.Webhooks;

/// <summary>Shared by both ends: <c>whsec_</c> and the base64 of 24 to 64 bytes (Standard Webhooks, symmetric).</summary>
public sealed class WebhookSecret
{
    public const string Expected = "has to be whsec_ and the base64 of 24 to 64 bytes";

    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return false;
        // One more byte than allowed, to detect a secret that is too long.
        Span<byte> bytes = stackalloc byte[MaxBytes + 1];
        if (!Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) || length is < MinBytes or > MaxBytes)
            return false;
        secret = new(bytes[..length].ToArray());
        return true;
    }

    /// <summary>HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>.</summary>
    internal byte[] Hash(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
