using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>Texts that no rule reads. An allocation inherits them: a reference would cost a large calendar one more object each.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-details")]
public record AllocationDetails
{
    /// <summary>Such as "booking" or "maintenance"; 1 to 20 characters.</summary>
    [Id(0)]
    public required string Type { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(1)]
    public string? Description { get; init; }

    /// <summary>The client's JSON object in UTF-8, unchanged, up to 16 KiB; <c>default</c> is the empty object.</summary>
    [Id(2)]
    public ImmutableArray<byte> Dump { get; init; }

    /// <summary>The client's own number, up to 64 characters.</summary>
    [Id(3)]
    public string? Reference { get; init; }

    /// <summary>About what its texts add to a page.</summary>
    public int CountBytes() => (Description?.Length ?? 0) + (Reference?.Length ?? 0) + Dump.AsSpan().Length;

    public virtual bool Equals(AllocationDetails? other) =>
        EqualityContract == other?.EqualityContract && (Type, Description, Reference) == (other.Type, other.Description, other.Reference) && Dump.AsSpan().SequenceEqual(other.Dump.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Type, Description, Reference);
}

/// <summary>Members that are <c>null</c> or <c>default</c> stay unchanged.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-patch")]
public sealed record AllocationDetailsPatch
{
    [Id(0)]
    public string? Type { get; init; }

    [Id(1)]
    public NewText? Description { get; init; }

    /// <summary>A merge patch (RFC 7396): a JSON object, or <c>null</c> to empty the dump.</summary>
    [Id(2)]
    public ImmutableArray<byte> Dump { get; init; }

    [Id(3)]
    public NewText? Reference { get; init; }

    public Allocation ApplyTo(Allocation allocation) => allocation with
    {
        Type = Type ?? allocation.Type,
        Description = Description is { } description ? description.Text : allocation.Description,
        Reference = Reference is { } reference ? reference.Text : allocation.Reference,
        Dump = Dump.IsDefault ? allocation.Dump : MergePatch.Apply(allocation.Dump, Dump),
    };
}

/// <summary>Replaces a text; <c>null</c> removes it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.new-text")]
public readonly record struct NewText([property: Id(0)] string? Text);
