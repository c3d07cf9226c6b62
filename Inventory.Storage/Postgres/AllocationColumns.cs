using Inventory.Domain.Allocations;
using Inventory.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

/// <summary>
/// What is kept of an allocation besides its id and owner. The function that commits and its call, the queries, the view, and the migration that adds a column
/// are made from this list: a new column is a line at its end, with the version of the schema that brings it, and a line in <see cref="Read"/>.
/// </summary>
internal static class AllocationColumns
{
    private static readonly (AllocationColumn Column, Func<CommitColumn> New)[] All =
    [
        Moment(new("from_at", "timestamptz"), (allocation, _) => StoredInstant.ToColumn(allocation.Interval.From)),
        Moment(new("to_at", "timestamptz"), (allocation, _) => StoredInstant.ToColumn(allocation.Interval.To)),
        Moment(new("expires_at", "timestamptz"), (allocation, _) => StoredInstant.FiniteToColumn(allocation.Expires)),
        Moment(new("created_at", "timestamptz") { Otherwise = "at" }, (allocation, at) => allocation.Created == at ? null : StoredInstant.ToColumn(allocation.Created)),
        Text(new("allocation_type", "text") { NameInAllocation = "type" }, allocation => StoredText.ToColumn(allocation.Type)),
        Text(new("description", "text"), allocation => StoredText.ToColumn(allocation.Description)),
        Text(new("dump", "text"), allocation => StoredText.ToColumn(allocation.Dump)),
        Text(new("reference", "text") { Since = 2 }, allocation => StoredText.ToColumn(allocation.Reference)),
    ];

    private static readonly AllocationColumn[] Columns = [.. All.Select(column => column.Column)];

    public static int LastVersion { get; } = Columns.Max(column => column.Since);

    public static int Count => All.Length;

    public static string Parameters { get; } = Columns.Join(column => $"{column.Name}_list {column.SqlType}[]");

    public static string Lists { get; } = Columns.Join(column => $"{column.Name}_list");

    public static string InEvent { get; } = Columns.Join(column => column.Name);

    public static string InAllocation { get; } = Columns.Join(column => column.NameInAllocation);

    /// <summary>Of a commit <c>c</c>, for its event.</summary>
    public static string ValuesOfEvent { get; } = Columns.Join(column => $"c.{column.Name}");

    /// <summary>Of the last commit <c>last</c> of an allocation.</summary>
    public static string ValuesOfAllocation { get; } = Columns.Join(column => Value("last", column));

    /// <summary>Of <c>event e</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromEvent { get; } = $"e.version, e.allocation, e.owner, {Columns.Join(column => Value("e", column))}";

    /// <summary>Of <c>allocation a</c>.</summary>
    public static string Shown { get; } = Columns.Join(column => $"a.{column.NameInAllocation}");

    /// <summary>Of <c>allocation a</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromAllocation { get; } = $"a.version, a.id, a.owner, {Shown}";

    public static string Added(int version) => Columns.Added(version, "inventory.");

    /// <summary>The columns of a new batch, in this order.</summary>
    public static CommitColumn[] NewBatch() => [.. All.Select(column => column.New())];

    /// <param name="row">Of either table.</param>
    /// <param name="first">The first column.</param>
    public static Allocation Read(NpgsqlDataReader row, int first) => new()
    {
        Version = row.GetInt64(first),
        Id = Id(row, first),
        Owner = OwnerOrNull(row, first),
        Interval = new(row.Instant(first + 3), row.Instant(first + 4)),
        Expires = row.InstantOrFuture(first + 5),
        Created = row.Instant(first + 6),
        // A calendar has thousands of allocations of a handful of types: the same text is one string.
        Type = string.Intern(row.Text(first + 7)),
        Description = row.TextOrNull(first + 8),
        Dump = row.Json(first + 9),
        Reference = row.TextOrNull(first + 10),
    };

    public static Guid Id(NpgsqlDataReader row, int first) => row.GetGuid(first + 1);

    public static Guid? OwnerOrNull(NpgsqlDataReader row, int first) => row.IsDBNull(first + 2) ? null : row.GetGuid(first + 2);

    private static string Value(string table, AllocationColumn column) =>
        column.Otherwise is null ? $"{table}.{column.Name}" : $"coalesce({table}.{column.Name}, {table}.{column.Otherwise})";

    private static (AllocationColumn, Func<CommitColumn>) Moment(AllocationColumn column, Func<Allocation, Instant, long?> value) =>
        (column, () => new CommitColumn<long?>(NpgsqlDbType.TimestampTz, value));

    private static (AllocationColumn, Func<CommitColumn>) Text(AllocationColumn column, Func<Allocation, string?> value) =>
        (column, () => new CommitColumn<string?>(NpgsqlDbType.Text, (allocation, _) => value(allocation)));
}

/// <summary>A column's values for the commits of a batch.</summary>
internal abstract class CommitColumn
{
    public abstract void Set(int place, Allocation allocation, Instant at);

    public abstract NpgsqlParameter ToParameter(int count);
}

/// <inheritdoc cref="CommitColumn"/>
internal sealed class CommitColumn<T>(NpgsqlDbType type, Func<Allocation, Instant, T> value) : CommitColumn
{
    private readonly SparseColumn<T> _values = new();

    public override void Set(int place, Allocation allocation, Instant at) => _values.Set(place, value(allocation, at));

    public override NpgsqlParameter ToParameter(int count) => _values.ToParameter(count, type);
}
