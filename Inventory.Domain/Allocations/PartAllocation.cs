using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Inventory.Domain.Allocations;

/// <summary>The allocation on a part that belongs to one of its whole. Both end by the same facts of the clock, and neither needs the other for it.</summary>
public static class PartAllocation
{
    private const int HalfLength = 8;

    /// <summary>Follows from the two ids, so that nobody has to remember it. The first half stays: ids sort by time.</summary>
    public static Guid IdOf(Guid wholeAllocation, Guid part)
    {
        Span<byte> both = stackalloc byte[4 * HalfLength];
        wholeAllocation.TryWriteBytes(both, bigEndian: true, out _);
        part.TryWriteBytes(both[(2 * HalfLength)..], bigEndian: true, out _);
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(both));
        // The variant of RFC 9562.
        BinaryPrimitives.WriteUInt64BigEndian(both[HalfLength..], (hash & (ulong.MaxValue >> 2)) | (1UL << 63));
        return new Guid(both[..(2 * HalfLength)], bigEndian: true);
    }

    /// <summary>It has no owner and no texts: those are the whole's.</summary>
    public static Allocation Of(Allocation allocation, Guid whole, Guid part) => new()
    {
        Id = IdOf(allocation.Id, part),
        Interval = allocation.Interval,
        Type = allocation.Type,
        Created = allocation.Created,
        Version = allocation.Version,
        Overrides = allocation.Overrides,
        Stage = allocation.Stage,
        Extras = new() { CheckIn = allocation.CheckIn, CheckedIn = allocation.CheckedIn, CheckedOut = allocation.CheckedOut, Whole = new(whole, allocation.Id) },
        Expires = allocation.Expires,
    };
}
