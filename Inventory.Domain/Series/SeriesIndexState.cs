namespace Inventory.Domain.Series;

/// <summary>A page of the series that were ever asked for; some of them were refused, or are deleted.</summary>
[GenerateSerializer, Immutable, Alias("inventory.series-index-state")]
public sealed record SeriesIndexState
{
    // So many are read at once.
    public const int PageSize = 100;

    /// <summary>Of the page, from 0.</summary>
    [Id(0)]
    public long Number { get; init; }

    [Id(1)]
    public ImmutableArray<SeriesEntry> Entries { get; init; } = [];

    public SeriesIndexState Add(SeriesEntry entry) => Entries.Contains(entry) ? this : this with { Entries = Entries.Add(entry) };

    /// <summary>Of an entry among all, from 1.</summary>
    public long OrdinalOf(SeriesEntry entry) => (Number * PageSize) + Entries.IndexOf(entry) + 1;
}

[GenerateSerializer, Immutable, Alias("inventory.series-entry")]
public sealed record SeriesEntry(Guid Id, Guid Resource, Guid? Customer);

/// <summary>How far the series are planned with the current time zone data.</summary>
[GenerateSerializer, Immutable, Alias("inventory.series-sweep-state")]
public sealed record SeriesSweepState
{
    /// <summary><c>null</c> before the first search.</summary>
    [Id(0)]
    public string? TimeZoneData { get; init; }

    /// <summary>All series up to this ordinal are planned with them, apart from those of <see cref="Failed"/>.</summary>
    [Id(1)]
    public long Position { get; init; }

    [Id(2)]
    public ImmutableArray<Guid> Failed { get; init; } = [];
}
