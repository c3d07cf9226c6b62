using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Inventory.Domain.Policies;

/// <summary>The number of a policy, by which a client says which one it has seen.</summary>
public static class PolicyTag
{
    public static long Of(ImmutableArray<byte> policy) => policy.IsDefaultOrEmpty ? 0 : BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(policy.AsSpan())) & long.MaxValue;
}
