using Inventory.Domain.Allocations;

namespace Inventory.Storage;

/// <summary>A column of <c>event</c> and <c>allocation</c>. The name is the one in <c>event</c>.</summary>
internal sealed record AllocationColumn(string Name, string SqlType)
{
    public string NameInAllocation { get; init; } = Name;

    /// <summary>The version of the schema that added it.</summary>
    public int Since { get; init; } = 1;

    /// <summary>The column of an event that has the value if this one is NULL.</summary>
    public string? Otherwise { get; init; }

    /// <summary>SQL for its value in a row of <c>event</c>.</summary>
    /// <param name="table">The name of the row, with its dot.</param>
    public string ValueIn(string table = "") => Otherwise is null ? $"{table}{Name}" : $"coalesce({table}{Name}, {table}{Otherwise})";
}

internal static class AllocationColumnLists
{
    /// <summary>SQL that adds the columns of a version. The migration script creates those of version 1.</summary>
    public static string Added(this IEnumerable<AllocationColumn> columns, int version, string schema = "") => string.Concat(
        from column in columns
        where version > 1 && column.Since == version
        from added in new[] { ("event", column.Name), ("allocation", column.NameInAllocation) }
        select $"ALTER TABLE {schema}{added.Item1} ADD COLUMN {added.Item2} {column.SqlType}; ");

    /// <summary>SQL for a row that is more than an entry of a waiting list.</summary>
    public static string TakesTime(string stage) => $"({stage} IS NULL OR {stage} NOT IN ({(int)AllocationStage.Waiting}, {(int)AllocationStage.WaitingDeclined}, {(int)AllocationStage.Lapsed}))";

    public static string Join(this IEnumerable<AllocationColumn> columns, Func<AllocationColumn, string> sql) => string.Join(", ", columns.Select(sql));
}
