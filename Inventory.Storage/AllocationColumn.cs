namespace Inventory.Storage;

/// <summary>Something of an allocation that a store keeps: a column of the table <c>event</c>, and of <c>allocation</c>.</summary>
/// <param name="Name">In <c>event</c>.</param>
/// <param name="SqlType">As its store names it.</param>
internal sealed record AllocationColumn(string Name, string SqlType)
{
    /// <summary>Its name in <c>allocation</c>.</summary>
    public string NameInAllocation { get; init; } = Name;

    /// <summary>The version of the schema that brought it.</summary>
    public int Since { get; init; } = 1;

    /// <summary>The column of an event that has the value where this one is NULL.</summary>
    public string? Otherwise { get; init; }
}

internal static class AllocationColumnLists
{
    /// <summary>SQL that adds what a version of the schema brought to the tables of the version before.</summary>
    /// <param name="columns">Of the store.</param>
    /// <param name="version">2 or more: the first version's columns stand in its script.</param>
    /// <param name="schema">Of the tables, with its dot.</param>
    public static string Added(this IEnumerable<AllocationColumn> columns, int version, string schema = "") => string.Concat(
        from column in columns
        where column.Since == version
        from added in new[] { ("event", column.Name), ("allocation", column.NameInAllocation) }
        select $"ALTER TABLE {schema}{added.Item1} ADD COLUMN {added.Item2} {column.SqlType}; ");

    public static string Join(this IEnumerable<AllocationColumn> columns, Func<AllocationColumn, string> sql) => string.Join(", ", columns.Select(sql));
}
