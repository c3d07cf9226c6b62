using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;

namespace Inventory.Storage.Sqlite;

/// <summary>A new column needs a line at the end, with its schema version, and a line in <see cref="Bind"/> and <see cref="Read"/>.</summary>
internal static class AllocationColumns
{
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
    }

    public static Allocation Read(Statement row, int first, long version) => new()
    {
        Id = row.Id(first),
        Interval = new(new(row.Number(first + 1)), new(row.Number(first + 2))),
        Expires = new(row.Number(first + 3)),
        Created = new(row.Number(first + 4)),
        Type = row.SharedText(first + 5),
        Description = row.TextOrNull(first + 6),
        Dump = row.Json(first + 7),
        Owner = OwnerOrNull(row, first),
        Reference = row.TextOrNull(first + 9),
        Booking = row.IdOrNull(first + 10),
        Overrides = row.IsNull(first + 11) ? RuleOverrides.None : (RuleOverrides)row.Number(first + 11),
        Version = version,
    };

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
