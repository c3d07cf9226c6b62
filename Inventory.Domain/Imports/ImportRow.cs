namespace Inventory.Domain.Imports;

/// <summary>A row of a file, as it was read.</summary>
[GenerateSerializer, Immutable, Alias("inventory.import-row")]
public sealed record ImportRow
{
    /// <summary>Where it begins in the file, from 1.</summary>
    [Id(0)]
    public required long Line { get; init; }

    /// <summary>In the order of the columns; there may be more or fewer.</summary>
    [Id(1)]
    public required ImmutableArray<string> Cells { get; init; }

    /// <summary>Why it was refused when it was read; <c>null</c> if it was not.</summary>
    [Id(2)]
    public string? Reason { get; init; }

    [Id(3)]
    public ImportedAllocation? Allocation { get; init; }

    [Id(4)]
    public ImportedResource? Resource { get; init; }

    public RefusedRow Refuse(string reason) => new(Line, reason, Cells);
}

/// <param name="Resource">Its id or its name.</param>
/// <param name="Interval">Not empty.</param>
/// <param name="Type">1 to 20 characters.</param>
/// <param name="Description">Up to 100 characters.</param>
/// <param name="Reference">Up to 64 characters.</param>
/// <param name="Units">Of a pool; 0 for one.</param>
[GenerateSerializer, Immutable, Alias("inventory.imported-allocation")]
public sealed record ImportedAllocation(string Resource, Interval Interval, string Type, string? Description, string? Reference, int Units = 0);

/// <param name="Name">1 to 100 characters.</param>
/// <param name="Attributes">A JSON object; <c>null</c> for the empty one.</param>
/// <param name="Units">Of a pool; 0 for what exists once.</param>
/// <param name="Parts">Of a whole, the ids or names of its parts.</param>
[GenerateSerializer, Immutable, Alias("inventory.imported-resource")]
public sealed record ImportedResource(string Name, string? Attributes, int Units = 0, ImmutableArray<string> Parts = default);

/// <summary>A row that took no effect.</summary>
[GenerateSerializer, Immutable, Alias("inventory.refused-row")]
public sealed record RefusedRow(long Line, string Reason, ImmutableArray<string> Cells);

/// <summary>Some rows of a file. What came of them replaces them: a repeat reads it here.</summary>
[GenerateSerializer, Immutable, Alias("inventory.import-chunk-state")]
public sealed record ImportChunkState
{
    [Id(0)]
    public ImmutableArray<ImportRow> Rows { get; init; } = [];

    /// <summary><c>null</c> until it is complete.</summary>
    [Id(1)]
    public long? Applied { get; init; }

    [Id(2)]
    public ImmutableArray<RefusedRow> Refused { get; init; } = [];
}
