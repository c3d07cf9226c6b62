using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;

namespace Inventory.Storage.Sqlite;

/// <summary>A new column needs a line at the end, with its schema version, and a line in <see cref="Bind"/> and <see cref="Read"/>.</summary>
internal static class AllocationColumns
{
    private const int FirstOfExtras = 14;

    private static readonly AllocationColumn[] All =
    [
        new("allocation", "TEXT") { NameInAllocation = "id" },
        new("from_us", "INTEGER"),
        new("to_us", "INTEGER"),
        new("expires_us", "INTEGER"),
        new("created_us", "INTEGER") { Otherwise = "at_us" },
        new("allocation_type", "TEXT") { NameInAllocation = "type" },
        new("description", "TEXT"),
        new("dump", "TEXT"),
        new("owner", "TEXT") { Since = 2 },
        new("reference", "TEXT") { Since = 3 },
        new("booking", "TEXT") { Since = 4 },
        new("overrides", "INTEGER") { Since = 6 },
        new("stage", "INTEGER") { Since = 7 },
        new("units", "INTEGER") { Since = 7 },
        new("requester", "TEXT") { Since = 7 },
        new("check_in_from_us", "INTEGER") { Since = 7 },
        new("check_in_until_us", "INTEGER") { Since = 7 },
        new("is_released_on_miss", "INTEGER") { Since = 7 },
        new("checked_in_us", "INTEGER") { Since = 7 },
        new("checked_out_us", "INTEGER") { Since = 7 },
        new("series", "TEXT") { Since = 7 },
        new("recurrence_id", "TEXT") { Since = 7 },
        new("accept_seconds", "INTEGER") { Since = 8 },
        new("is_for_type", "INTEGER") { Since = 8 },
        new("whole", "TEXT") { Since = 9 },
        new("whole_allocation", "TEXT") { Since = 9 },
        new("binding", "INTEGER") { Since = 10 },
        new("moved", "TEXT") { Since = 10 },
    ];

    public static int LastVersion { get; } = All.Max(column => column.Since);

    public static int Count => All.Length;

    public static string InEvent { get; } = All.Join(column => column.Name);

    public static string InAllocation { get; } = All.Join(column => column.NameInAllocation);

    /// <summary>Of a row of <c>event</c>, as <c>allocation</c> stores them.</summary>
    public static string Copied { get; } = All.Join(column => column.ValueIn());

    /// <summary>Of <c>event e</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromEvent { get; } = All.Join(column => Finite(column.ValueIn("e.")));

    /// <summary>Of <c>allocation a</c>, for <see cref="Read"/>.</summary>
    public static string ReadFromAllocation { get; } = All.Join(column => Finite($"a.{column.NameInAllocation}"));

    /// <summary>Of <c>event</c>, for people.</summary>
    public static string ShownOfEvent { get; } = All.Join(column => Shown(column.Name, column.Name));

    /// <summary>Of <c>allocation a</c>, for people.</summary>
    public static string ShownOfAllocation { get; } = All.Join(column => Shown($"a.{column.NameInAllocation}", column.NameInAllocation));

    /// <summary>Of <c>allocation</c>: it is no entry of a waiting list.</summary>
    public static string TakesTime { get; } = AllocationColumnLists.TakesTime("stage");

    public static string Added(int version) => All.Added(version);

    public static void Bind(Statement statement, int first, Allocation allocation, Instant at)
    {
        statement.Bind(first, allocation.Id);
        statement.BindFinite(first + 1, allocation.Interval.From);
        statement.BindFinite(first + 2, allocation.Interval.To);
        statement.BindFinite(first + 3, allocation.Expires);
        statement.BindOrNull(first + 4, allocation.Created == at ? null : allocation.Created.Microseconds);
        statement.Bind(first + 5, allocation.Type);
        statement.Bind(first + 6, allocation.Description);
        statement.BindJson(first + 7, allocation.Dump);
        statement.BindOrNull(first + 8, allocation.Owner);
        statement.Bind(first + 9, allocation.Reference);
        statement.BindOrNull(first + 10, allocation.Booking);
        statement.BindOrNull(first + 11, allocation.Overrides == RuleOverrides.None ? null : (long)allocation.Overrides);
        statement.BindOrNull(first + 12, allocation.Stage == AllocationStage.None ? null : (long)allocation.Stage);
        statement.BindOrNull(first + 13, allocation.Units == 0 ? null : allocation.Units);
        BindExtras(statement, first + FirstOfExtras, allocation.Extras);
    }

    private static void BindExtras(Statement statement, int first, AllocationExtras? extras)
    {
        statement.Bind(first, extras?.Requester);
        statement.BindOrNull(first + 1, extras?.CheckIn?.From.Microseconds);
        statement.BindOrNull(first + 2, extras?.CheckIn?.Until.Microseconds);
        statement.BindOrNull(first + 3, extras?.CheckIn is { } window ? window.ReleasesOnMiss ? 1 : 0 : null);
        statement.BindOrNull(first + 4, extras?.CheckedIn?.Microseconds);
        statement.BindOrNull(first + 5, extras?.CheckedOut?.Microseconds);
        statement.BindOrNull(first + 6, extras?.Series);
        statement.Bind(first + 7, extras?.RecurrenceId);
        statement.BindOrNull(first + 8, (long?)extras?.AcceptWithin?.TotalSeconds);
        statement.BindOrNull(first + 9, extras?.IsForType == true ? 1 : null);
        statement.BindOrNull(first + 10, extras?.Whole?.Resource);
        statement.BindOrNull(first + 11, extras?.Whole?.Allocation);
        statement.BindOrNull(first + 12, extras is { Binding: not LateBinding.None } ? (long)extras.Binding : null);
        statement.BindOrNull(first + 13, extras?.MovedFrom);
    }

    public static Allocation Read(Statement row, int first, long version) => new()
    {
        Id = row.Id(first),
        Interval = new(new(row.Number(first + 1)), new(row.Number(first + 2))),
        Created = new(row.Number(first + 4)),
        Type = row.SharedText(first + 5),
        Description = row.TextOrNull(first + 6),
        Dump = row.Json(first + 7),
        Owner = OwnerOrNull(row, first),
        Reference = row.TextOrNull(first + 9),
        Booking = row.IdOrNull(first + 10),
        Overrides = row.IsNull(first + 11) ? RuleOverrides.None : (RuleOverrides)row.Number(first + 11),
        Stage = row.IsNull(first + 12) ? AllocationStage.None : (AllocationStage)row.Number(first + 12),
        Units = row.IsNull(first + 13) ? 0 : (int)row.Number(first + 13),
        Extras = ReadExtras(row, first + FirstOfExtras),
        Expires = new(row.Number(first + 3)),
        Version = version,
    };

    private static AllocationExtras? ReadExtras(Statement row, int first)
    {
        if (Enumerable.Range(first, Count - FirstOfExtras).All(row.IsNull))
            return null;
        return new()
        {
            Requester = row.TextOrNull(first),
            CheckIn = row.IsNull(first + 1) ? null : new(new(row.Number(first + 1)), new(row.Number(first + 2)), row.Number(first + 3) != 0),
            CheckedIn = row.IsNull(first + 4) ? null : new(row.Number(first + 4)),
            CheckedOut = row.IsNull(first + 5) ? null : new(row.Number(first + 5)),
            Series = row.IdOrNull(first + 6),
            RecurrenceId = row.TextOrNull(first + 7),
            AcceptWithin = row.IsNull(first + 8) ? null : TimeSpan.FromSeconds(row.Number(first + 8)),
            IsForType = !row.IsNull(first + 9),
            Whole = row.IdOrNull(first + 10) is { } whole ? new(whole, row.Id(first + 11)) : null,
            Binding = row.IsNull(first + 12) ? LateBinding.None : (LateBinding)row.Number(first + 12),
            MovedFrom = row.IdOrNull(first + 13),
        };
    }

    /// <summary>Of a move, the other resource.</summary>
    public static Guid Moved(Statement row, int first) => row.Id(first + FirstOfExtras + 13);

    public static string? DescriptionOrNull(Statement row, int first) => row.TextOrNull(first + 6);

    public static Guid? OwnerOrNull(Statement row, int first) => row.IdOrNull(first + 8);

    // The extreme numbers stand for the NULL of an infinite moment, which saves a type check for each column.
    private static string Finite(string column) => column[2..] switch
    {
        "from_us" => $"ifnull({column}, {long.MinValue})",
        "to_us" or "expires_us" => $"ifnull({column}, {long.MaxValue})",
        _ => column,
    };

    private static string Shown(string column, string name) => name.EndsWith("_us", StringComparison.Ordinal) ? $"iso({column}) AS \"{name[..^3]}\"" : column;
}
