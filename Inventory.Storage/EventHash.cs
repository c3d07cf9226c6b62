using System.Buffers.Binary;
using System.Diagnostics;
using Inventory.Domain.Requests;

namespace Inventory.Storage;

/// <summary>
/// What the column <c>hash</c> of an event holds, big-endian. With <paramref name="Before"/> a row can be checked alone. The row before, if it is read
/// too, must have it as its <see cref="Link"/>.
/// </summary>
/// <param name="Before">The <see cref="Link"/> of the resource's event before; 0 if there is none or it has no hash.</param>
/// <param name="Own">Of the row, together with <paramref name="Before"/>.</param>
/// <param name="State">The <see cref="StateDigest"/> of the resource after the event; <c>null</c> if the caller did not give it.</param>
internal readonly record struct EventHash(long Before, UInt128 Own, long? State)
{
    public const int MaxLength = 32;

    private const int StateAt = 24;

    public long Link => LinkOf(Own);

    public int Length => State is null ? StateAt : MaxLength;

    public static long LinkOf(UInt128 own) => unchecked((long)(ulong)(own >> 64));

    /// <summary>Of everything in the row that the caller gave. The store adds what it knows better.</summary>
    public static UInt128 OfContent(Commit commit) =>
        OfContent(commit.ResourceId, commit.Version, commit.Change, commit.At, commit.Actor, commit.Key, commit.StateDigest);

    public static UInt128 OfContent(RecordedEvent read, IdempotencyKey? key, long? state) =>
        OfContent(read.ResourceId, read.Version, read.Change, read.At, read.Actor, key, state);

    /// <returns><c>null</c> if the bytes cannot be a hash.</returns>
    public static EventHash? Read(ReadOnlySpan<byte> column) => column.Length is not (StateAt or MaxLength) ? null : new(
        BinaryPrimitives.ReadInt64BigEndian(column), BinaryPrimitives.ReadUInt128BigEndian(column[8..]),
        column.Length == MaxLength ? BinaryPrimitives.ReadInt64BigEndian(column[StateAt..]) : null);

    public void Write(Span<byte> column)
    {
        BinaryPrimitives.WriteInt64BigEndian(column, Before);
        BinaryPrimitives.WriteUInt128BigEndian(column[8..], Own);
        if (State is { } state)
            BinaryPrimitives.WriteInt64BigEndian(column[StateAt..], state);
    }

    private static UInt128 OfContent(Guid resource, long version, ResourceEvent change, Instant at, string? actor, IdempotencyKey? key, long? state)
    {
        var input = HashInput.Begin().Add(resource).Add(version).Add(ResourceEventTypes.Of(change)).Add(at).Add(actor).Add(key?.Key).Add(key?.Fingerprint ?? 0);
        input = change switch
        {
            ResourceEvent.ResourceCreated created => input.Add(created.Resource),
            ResourceEvent.ResourceUpdated updated => input.Add(updated.Resource),
            ResourceEvent.ResourceDeleted => input,
            ResourceEvent.Allocated allocated => input.Add(allocated.Allocation),
            ResourceEvent.AllocationUpdated updated => input.Add(updated.Allocation),
            ResourceEvent.Confirmed confirmed => input.Add(confirmed.Allocation),
            ResourceEvent.Released released => input.Add(released.AllocationId),
            ResourceEvent.WaitingRemoved removed => input.Add(removed.AllocationId),
            ResourceEvent.MovedAway moved => input.Add(moved.AllocationId).Add(moved.To),
            ResourceEvent.Declined declined => input.Add(declined.AllocationId).Add(declined.Reason),
            ResourceEvent.Expired expired => input.Add(expired.AllocationId).Add(expired.Owner),
            _ => throw new UnreachableException($"No hash for {change.GetType()}."),
        };
        return (state is { } digest ? input.Add(digest) : input).ToHash128();
    }
}
