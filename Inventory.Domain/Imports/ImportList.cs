using Inventory.Domain.Requests;

namespace Inventory.Domain.Imports;

/// <summary>The latest imports. An <see cref="IdempotencyKey"/> finds the import that a repeated request has made.</summary>
[GenerateSerializer, Alias("inventory.import-list-state")]
public sealed record ImportListState
{
    public const int MaxListed = 100;

    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<ImportEntry> Entries { get; init; } = [];

    public ImportListState Begin(Guid id, Instant now) => this with { Entries = Entries.Add(new(id, now)) };

    public (AddImportResult Result, ImportListState Next) Commit(Guid id, IdempotencyKey? key)
    {
        if (key is not null && Entries.FirstOrDefault(entry => entry.Key?.Key == key.Key) is { } known)
            return (known.Key == key ? new(AddImportStatus.Added, known.Id) : new(AddImportStatus.KeyReused, id), this);
        return (new(AddImportStatus.Added, id), Change(id, entry => entry with { Key = key, IsCommitted = true }));
    }

    public ImportListState End(Guid id) => Change(id, entry => entry with { IsEnded = true });

    public ImportListState Remove(Guid id) => this with { Entries = Entries.RemoveAll(entry => entry.Id == id) };

    /// <summary>What is not needed any more: files that never became complete, and the oldest that have ended.</summary>
    public IEnumerable<Guid> FindObsolete(Instant now, TimeSpan longest)
    {
        var beyond = Math.Max(0, Entries.Count(entry => entry.IsCommitted) - MaxListed);
        return [
            .. Entries.Where(entry => !entry.IsCommitted && now.IsAfter(entry.At, longest)).Select(entry => entry.Id),
            .. Entries.Where(entry => entry.IsEnded).Take(beyond).Select(entry => entry.Id),
        ];
    }

    private ImportListState Change(Guid id, Func<ImportEntry, ImportEntry> change) => this with { Entries = [.. Entries.Select(entry => entry.Id == id ? change(entry) : entry)] };
}

public sealed record ImportEntry(Guid Id, Instant At)
{
    public IdempotencyKey? Key { get; init; }

    /// <summary>The file is complete.</summary>
    public bool IsCommitted { get; init; }

    public bool IsEnded { get; init; }
}

public enum AddImportStatus
{
    Added = 1,
    KeyReused = 2,
}

/// <param name="Status">Whether it is there.</param>
/// <param name="Id">Of the import that the key made first.</param>
[GenerateSerializer, Immutable, Alias("inventory.add-import-result")]
public sealed record AddImportResult(AddImportStatus Status, Guid Id);
