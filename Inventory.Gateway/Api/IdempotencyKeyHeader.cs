using System.Buffers;
using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Inventory.Gateway.Api;

/// <summary>The <c>Idempotency-Key</c> header (draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyKeyHeader
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    public static (IdempotencyKey? Key, ProblemResult? Problem) Of(HttpRequest request, ReadOnlySequence<byte> body)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return (null, null);
        if (values is not [{ Length: >= 1 and <= MaxLength } key])
            return (null, ProblemResult.Invalid(new ValidationError(Header, $"{Header} has to be one text of 1 to {MaxLength} characters.")));
        // Keys are per caller: a caller never gets the answer to another caller's request.
        var actor = request.HttpContext.User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
        return (new IdempotencyKey(actor is null ? key : $"{actor}/{key}", Fingerprint(request.Path, body)), null);
    }

    /// <summary>The same for bodies of JSON that mean the same.</summary>
    public static long Fingerprint(string path, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path));
        foreach (var segment in CanonicalJson.Of(body))
            hash.AppendData(segment.Span);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }
}
