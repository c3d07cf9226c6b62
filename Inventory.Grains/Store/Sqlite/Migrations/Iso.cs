namespace Inventory.Store.Sqlite.Migrations;

/// <summary>Microseconds as people read them.</summary>
internal static class Iso
{
    /// <summary>SQL for a column's moment in ISO 8601. Before 1970 the seconds are rounded towards the past, so that the rest is positive.</summary>
    public static string Of(string column) =>
        $"strftime('%Y-%m-%dT%H:%M:%S', {column} / 1000000 - ({column} % 1000000 < 0), 'unixepoch') || " +
        $"printf('.%06dZ', ({column} % 1000000 + 1000000) % 1000000)";
}
