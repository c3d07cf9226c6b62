using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;

namespace Inventory.Storage;

/// <summary>
/// The bytes that a hash is made of. Each value has a fixed length or is preceded by its length, so that different values never make the same bytes.
/// Hashes are stored: the order must never change. A new field goes to the end, and only if it has a value.
/// </summary>
internal sealed class HashInput
{
    private const int Absent = -1;
    private const long StageTag = 1;
    private const long UnitsTag = 2;
    private const long AcceptWithinTag = 10;
    private const long ForTypeTag = 11;
    private const long WholeTag = 3;
    private const long PartsTag = 4;
    private const long BindingTag = 5;
    private const long MovedFromTag = 6;

    [ThreadStatic]
    private static HashInput? _ofThread;

    private byte[] _bytes = new byte[1_024];
    private int _length;

    /// <summary>Reuses the one of this thread.</summary>
    public static HashInput Begin()
    {
        var input = _ofThread ??= new();
        input._length = 0;
        return input;
    }

    public HashInput Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), number);
        _length += sizeof(long);
        return this;
    }

    public HashInput Add(Instant instant) => Add(instant.Microseconds);

    public HashInput AddHash(UInt128 number)
    {
        BinaryPrimitives.WriteUInt128BigEndian(Room(16), number);
        _length += 16;
        return this;
    }

    public HashInput Add(Guid? id)
    {
        if (id is not { } value)
            return Add(Absent);
        Add(16);
        value.TryWriteBytes(Room(16));
        _length += 16;
        return this;
    }

    public HashInput AddIfAny(Guid? id) => id is null ? this : Add(id);

    private HashInput AddIfAny(ImmutableArray<byte> json) => json.IsDefaultOrEmpty ? this : Add(json);

    private HashInput AddIfAny(RuleOverrides overrides) => overrides == RuleOverrides.None ? this : Add((long)overrides);

    // Several numbers may be absent: the tag says which this is.
    private HashInput AddTagged(long tag, long number) => number == 0 ? this : Add(tag).Add(number);

    private HashInput AddIfAny(AllocationExtras? extras) => extras is null || extras with { Expires = null, AcceptWithin = null, IsForType = false, Whole = null, Binding = LateBinding.None, MovedFrom = null } == AllocationExtras.None ? this : Add(extras.Requester).Add(extras.CheckIn?.From.Microseconds ?? Absent)
        .Add(extras.CheckIn?.Until.Microseconds ?? Absent).Add(extras.CheckIn?.ReleasesOnMiss == true ? 1 : 0).Add(extras.CheckedIn?.Microseconds ?? Absent)
        .Add(extras.CheckedOut?.Microseconds ?? Absent).Add(extras.Series).Add(extras.RecurrenceId);

    private HashInput AddIfAny(WholeAllocation? whole) => whole is null ? this : Add(WholeTag).Add(whole.Resource).Add(whole.Allocation);

    private HashInput AddMovedFrom(Guid? resource) => resource is null ? this : Add(MovedFromTag).Add(resource);

    private HashInput AddParts(ImmutableArray<Guid> parts) => parts.IsEmpty ? this : parts.Aggregate(Add(PartsTag).Add(parts.Length), static (input, part) => input.Add(part));

    public HashInput Add(string? text)
    {
        if (text is null)
            return Add(Absent);
        var length = Encoding.UTF8.GetBytes(text, Room(sizeof(long) + Encoding.UTF8.GetMaxByteCount(text.Length))[sizeof(long)..]);
        Add(length);
        _length += length;
        return this;
    }

    public HashInput Add(ImmutableArray<byte> json)
    {
        var bytes = json.IsDefault ? [] : json.AsSpan();
        // PostgreSQL gives back only texts, in which other bytes are replaced.
        if (!Utf8.IsValid(bytes))
            return Add(Encoding.UTF8.GetString(bytes));
        Add(bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    public HashInput Add(Resource resource) =>
        Add(resource.Type).Add(resource.Name).Add(resource.Attributes).Add(resource.Created).Add(resource.Ordinal).AddIfAny(resource.Policy).AddTagged(UnitsTag, resource.Units).AddParts(resource.Parts);

    public HashInput Add(Allocation allocation) => Add(allocation.Id).Add(allocation.Interval.From).Add(allocation.Interval.To).Add(allocation.Expires)
        .Add(allocation.Created).Add(allocation.Type).Add(allocation.Description).Add(allocation.Dump).Add(allocation.Owner).Add(allocation.Reference)
        .AddIfAny(allocation.Booking).AddIfAny(allocation.Overrides).AddTagged(StageTag, (byte)allocation.Stage).AddTagged(UnitsTag, allocation.Units).AddIfAny(allocation.Extras)
        .AddTagged(AcceptWithinTag, (long)(allocation.AcceptWithin?.TotalSeconds ?? 0)).AddTagged(ForTypeTag, allocation.Extras?.IsForType == true ? 1 : 0).AddIfAny(allocation.Whole)
        .AddTagged(BindingTag, (byte)(allocation.Extras?.Binding ?? LateBinding.None)).AddMovedFrom(allocation.Extras?.MovedFrom);

    public UInt128 ToHash128() => XxHash128.HashToUInt128(_bytes.AsSpan(0, _length));

    public long ToHash64() => unchecked((long)XxHash3.HashToUInt64(_bytes.AsSpan(0, _length)));

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        return _bytes.AsSpan(_length);
    }
}
