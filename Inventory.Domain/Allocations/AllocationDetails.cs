using System.Collections.Immutable;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>What a caller says about an allocation besides its time. No rule reads it.</summary>
/// <remarks>An allocation inherits from it and does not refer to it, which would cost a large calendar an object more for each.</remarks>
[GenerateSerializer, Immutable, Alias("inventory.allocation-details")]
public record AllocationDetails
{
    /// <summary>What the time is taken for: "booking", "maintenance", … 1 to 20 characters.</summary>
    [Id(0)]
    public required string Type { get; init; }

    /// <summary>A text for people, up to 100 characters.</summary>
    [Id(1)]
    public string? Description { get; init; }

    /// <summary>The client's own JSON object in UTF-8, up to 16 KiB, as it was given. <c>default</c> is the empty object.</summary>
    [Id(2)]
    public ImmutableArray<byte> Dump { get; init; }

    /// <summary>The caller's own number for it, up to 64 characters.</summary>
    [Id(3)]
    public string? Reference { get; init; }

    public virtual bool Equals(AllocationDetails? other) =>
        EqualityContract == other?.EqualityContract && (Type, Description, Reference) == (other.Type, other.Description, other.Reference) && Dump.AsSpan().SequenceEqual(other.Dump.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Type, Description, Reference);
}

/// <summary>A change of an allocation's details: what is <c>null</c> or <c>default</c> stays.</summary>
[GenerateSerializer, Immutable, Alias("inventory.allocation-patch")]
public sealed record AllocationDetailsPatch
{
    [Id(0)]
    public string? Type { get; init; }

    [Id(1)]
    public NewText? Description { get; init; }

    /// <summary>What to merge into the dump (RFC 7396): a JSON object, or <c>null</c> to empty it.</summary>
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

/// <summary>A text to put in place of another.</summary>
/// <param name="Text"><c>null</c> removes it.</param>
[GenerateSerializer, Immutable, Alias("inventory.new-text")]
public readonly record struct NewText([property: Id(0)] string? Text);
