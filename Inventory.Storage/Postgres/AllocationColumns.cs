using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Storage.Postgres;

/// <summary>All columns but id and owner. A new one needs a line at the end, with its schema version, and a line in <see cref="Read"/>.</summary>
internal static class AllocationColumns
{
    private const int CountOfExtras = 14;

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
        (new("booking", "uuid") { Since = 3 }, () => new CommitColumn<Guid?>(NpgsqlDbType.Uuid, (allocation, _) => allocation.Booking)),
        (new("overrides", "smallint") { Since = 5 }, () => new CommitColumn<short?>(NpgsqlDbType.Smallint, (allocation, _) => allocation.Overrides == RuleOverrides.None ? null : (short)allocation.Overrides)),
        (new("stage", "smallint") { Since = 6 }, () => new CommitColumn<short?>(NpgsqlDbType.Smallint, (allocation, _) => allocation.Stage == AllocationStage.None ? null : (short)allocation.Stage)),
        (new("units", "integer") { Since = 6 }, () => new CommitColumn<int?>(NpgsqlDbType.Integer, (allocation, _) => allocation.Units == 0 ? null : allocation.Units)),
        Text(new("requester", "text") { Since = 6 }, allocation => allocation.Extras?.Requester),
        Moment(new("check_in_from", "timestamptz") { Since = 6 }, (allocation, _) => ColumnOf(allocation.CheckIn?.From)),
        Moment(new("check_in_until", "timestamptz") { Since = 6 }, (allocation, _) => ColumnOf(allocation.CheckIn?.Until)),
        (new("is_released_on_miss", "boolean") { Since = 6 }, () => new CommitColumn<bool?>(NpgsqlDbType.Boolean, (allocation, _) => allocation.CheckIn?.ReleasesOnMiss)),
        Moment(new("checked_in_at", "timestamptz") { Since = 6 }, (allocation, _) => ColumnOf(allocation.CheckedIn)),
        Moment(new("checked_out_at", "timestamptz") { Since = 6 }, (allocation, _) => ColumnOf(allocation.CheckedOut)),
        (new("series", "uuid") { Since = 6 }, () => new CommitColumn<Guid?>(NpgsqlDbType.Uuid, (allocation, _) => allocation.Series)),
        Text(new("recurrence_id", "text") { Since = 6 }, allocation => allocation.Extras?.RecurrenceId),
        (new("accept_seconds", "integer") { Since = 7 }, () => new CommitColumn<int?>(NpgsqlDbType.Integer, (allocation, _) => (int?)allocation.AcceptWithin?.TotalSeconds)),
        (new("is_for_type", "boolean") { Since = 7 }, () => new CommitColumn<bool?>(NpgsqlDbType.Boolean, (allocation, _) => allocation.Extras?.IsForType == true ? true : null)),
        (new("whole", "uuid") { Since = 8 }, () => new CommitColumn<Guid?>(NpgsqlDbType.Uuid, (allocation, _) => allocation.Whole?.Resource)),
        (new("whole_allocation", "uuid") { Since = 8 }, () => new CommitColumn<Guid?>(NpgsqlDbType.Uuid, (allocation, _) => allocation.Whole?.Allocation)),
        (new("binding", "smallint") { Since = 9 }, () => new CommitColumn<short?>(NpgsqlDbType.Smallint, (allocation, _) => allocation.Extras is { Binding: not LateBinding.None and var binding } ? (short)binding : null)),
        (new("moved", "uuid") { Since = 9 }, () => new CommitColumn<Guid?>(NpgsqlDbType.Uuid, (allocation, _) => allocation.Extras?.MovedFrom)),
    ];

    private static readonly AllocationColumn[] Columns = [.. All.Select(column => column.Column)];

    public static int LastVersion { get; } = Columns.Max(column => column.Since);

    public static int Count => All.Length;

    public static string Parameters { get; } = Columns.Join(column => $"{column.Name}_list {column.SqlType}[]");

    public static string Lists { get; } = Columns.Join(column => $"{column.Name}_list");

    public static string InEvent { get; } = Columns.Join(column => column.Name);

    public static string InAllocation { get; } = Columns.Join(column => column.NameInAllocation);

    public static string ValuesOfEvent { get; } = Columns.Join(column => $"c.{column.Name}");

    public static string ValuesOfAllocation { get; } = Columns.Join(column => column.ValueIn("last."));

    /// <summary>Of <c>event e</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromEvent { get; } = $"e.version, e.allocation, e.owner, {Columns.Join(column => column.ValueIn("e."))}";

    public static string Shown { get; } = Columns.Join(column => $"a.{column.NameInAllocation}");

    /// <summary>Of <c>allocation a</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromAllocation { get; } = $"a.version, a.id, a.owner, {Shown}";

    public static string Added(int version) => Columns.Added(version, "inventory.");

    public static CommitColumn[] NewBatch() => [.. All.Select(column => column.New())];

    /// <summary>For an event that has the column, but no allocation.</summary>
    public static void Set<T>(CommitColumn[] batch, string column, int place, T value) =>
        ((CommitColumn<T>)batch[Array.FindIndex(Columns, one => one.Name == column)]).Set(place, value);

    public static Allocation Read(NpgsqlDataReader row, int first) => new()
    {
        Version = row.GetInt64(first),
        Id = Id(row, first),
        Owner = OwnerOrNull(row, first),
        Interval = new(row.Instant(first + 3), row.Instant(first + 4)),
        Created = row.Instant(first + 6),
        Type = SharedTexts.Of(row.Text(first + 7)),
        Description = row.TextOrNull(first + 8),
        Dump = row.Json(first + 9),
        Reference = row.TextOrNull(first + 10),
        Booking = IdOrNull(row, first + 11),
        Overrides = row.IsDBNull(first + 12) ? RuleOverrides.None : (RuleOverrides)row.GetInt16(first + 12),
        Stage = row.IsDBNull(first + 13) ? AllocationStage.None : (AllocationStage)row.GetInt16(first + 13),
        Units = row.IsDBNull(first + 14) ? 0 : row.GetInt32(first + 14),
        Extras = ReadExtras(row, first + 15),
        Expires = row.InstantOrInfinity(first + 5),
    };

    public static string? DescriptionOrNull(NpgsqlDataReader row, int first) => row.TextOrNull(first + 8);

    /// <summary>Of a move, the other resource.</summary>
    public static Guid Moved(NpgsqlDataReader row, int first) => row.GetGuid(first + 28);

    private static AllocationExtras? ReadExtras(NpgsqlDataReader row, int first)
    {
        if (Enumerable.Range(first, CountOfExtras).All(row.IsDBNull))
            return null;
        return new()
        {
            Requester = row.TextOrNull(first),
            CheckIn = row.IsDBNull(first + 1) ? null : new(row.Instant(first + 1), row.Instant(first + 2), row.GetBoolean(first + 3)),
            CheckedIn = row.IsDBNull(first + 4) ? null : row.Instant(first + 4),
            CheckedOut = row.IsDBNull(first + 5) ? null : row.Instant(first + 5),
            Series = IdOrNull(row, first + 6),
            RecurrenceId = row.TextOrNull(first + 7),
            AcceptWithin = row.IsDBNull(first + 8) ? null : TimeSpan.FromSeconds(row.GetInt32(first + 8)),
            IsForType = !row.IsDBNull(first + 9),
            Whole = row.IsDBNull(first + 10) ? null : new(row.GetGuid(first + 10), row.GetGuid(first + 11)),
            Binding = row.IsDBNull(first + 12) ? LateBinding.None : (LateBinding)row.GetInt16(first + 12),
            MovedFrom = IdOrNull(row, first + 13),
        };
    }

    private static long? ColumnOf(Instant? instant) => instant is { } moment ? StoredInstant.ToColumn(moment) : null;

    public static Guid Id(NpgsqlDataReader row, int first) => row.GetGuid(first + 1);

    public static Guid? OwnerOrNull(NpgsqlDataReader row, int first) => IdOrNull(row, first + 2);

    private static Guid? IdOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static (AllocationColumn, Func<CommitColumn>) Moment(AllocationColumn column, Func<Allocation, Instant, long?> value) =>
        (column, () => new CommitColumn<long?>(NpgsqlDbType.TimestampTz, value));

    private static (AllocationColumn, Func<CommitColumn>) Text(AllocationColumn column, Func<Allocation, string?> value) =>
        (column, () => new CommitColumn<string?>(NpgsqlDbType.Text, (allocation, _) => value(allocation)));
}

internal abstract class CommitColumn
{
    public abstract void Set(int place, Allocation allocation, Instant at);

    public abstract NpgsqlParameter ToParameter(int count);
}

internal sealed class CommitColumn<T>(NpgsqlDbType type, Func<Allocation, Instant, T> value) : CommitColumn
{
    private readonly SparseColumn<T> _values = new();

    public void Set(int place, T value) => _values.Set(place, value);

    public override void Set(int place, Allocation allocation, Instant at) => _values.Set(place, value(allocation, at));

    public override NpgsqlParameter ToParameter(int count) => _values.ToParameter(count, type);
}
