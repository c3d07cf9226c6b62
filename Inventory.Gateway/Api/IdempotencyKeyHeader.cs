using System.Buffers;
using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Inventory.Domain.Requests;

namespace Inventory.Gateway.Api;

/// <summary>The <c>Idempotency-Key</c> of a request (draft-ietf-httpapi-idempotency-key-header), with a fingerprint of path and body.</summary>
public static class IdempotencyKeyHeader
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <param name="request">Its header may be missing.</param>
    /// <param name="body">As it was sent.</param>
    /// <returns>The key if there is one, or why it cannot be used.</returns>
    public static (IdempotencyKey? Key, ProblemResult? Problem) Of(HttpRequest request, ReadOnlySequence<byte> body)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return (null, null);
        if (values is not [{ Length: >= 1 and <= MaxLength } key])
            return (null, ProblemResult.Invalid(new ValidationError(Header, $"{Header} has to be one text of 1 to {MaxLength} characters.")));
        // Each caller has keys of its own: nobody gets the answer to another.
        var actor = request.HttpContext.User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
        return (new IdempotencyKey(actor is null ? key : $"{actor}/{key}", Fingerprint(request.Path, body)), null);
    }

    /// <summary>Of a request: another has another, as good as always.</summary>
    public static long Fingerprint(string path, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path));
        foreach (var segment in body)
            hash.AppendData(segment.Span);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }
}
