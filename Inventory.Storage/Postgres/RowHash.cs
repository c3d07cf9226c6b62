using System.Buffers.Binary;
using System.Security.Cryptography;
using Inventory.Domain.Requests;

namespace Inventory.Storage.Postgres;

/// <summary>How <see cref="EventHash"/> is made and read here. Only the server knows the event before, and of the two hashes it has SHA-256.</summary>
internal static class RowHash
{
    /// <summary>For the function <c>commit_batch</c>, which makes the hash.</summary>
    public static byte[] Content(Commit commit) => Content(EventHash.OfContent(commit), commit.StateDigest);

    public static bool IsIntact(RecordedEvent read, IdempotencyKey? key, EventHash hash)
    {
        var content = Content(EventHash.OfContent(read, key, hash.State), hash.State);
        Span<byte> hashed = stackalloc byte[sizeof(long) + content.Length];
        BinaryPrimitives.WriteInt64BigEndian(hashed, hash.Before);
        content.CopyTo(hashed[sizeof(long)..]);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(hashed)) == hash.Own;
    }

    private static byte[] Content(UInt128 content, long? state)
    {
        var bytes = new byte[state is null ? 16 : 24];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, content);
        if (state is { } digest)
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), digest);
        return bytes;
    }
}
