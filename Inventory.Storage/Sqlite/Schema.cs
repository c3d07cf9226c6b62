using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Whether a file is this program's, and which of the numbered migrations it has had (<c>user_version</c>).</summary>
internal static partial class Schema
{
    public const int ApplicationId = 0x496E7679;

    private static readonly IReadOnlyList<string> Scripts = SqlScripts.Numbered("Sqlite/Migrations");
    private static readonly int LastVersion = Math.Max(Scripts.Count, AllocationColumns.LastVersion);

    /// <summary>Looks at the file without changing it: another application's database stays as it is.</summary>
    /// <exception cref="StoreOpenException">It is another application's, or a newer version's.</exception>
    public static void Inspect(string path)
    {
        if (!File.Exists(path))
            return;
        using var connection = Connections.OpenReader(path);
        var application = connection.Number("PRAGMA application_id");
        var version = connection.Number("PRAGMA user_version");
        var isNew = application == 0 && version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !isNew)
            throw new StoreOpenException($"{path} is the database of another application. Choose another directory with --data.");
        if (version > LastVersion)
        {
            throw new StoreOpenException(
                $"{path} was made by a newer version of Inventory (schema {version}, this one knows {LastVersion}). " +
                "Use that version, or choose another directory with --data.");
        }
    }

    /// <summary>Writes the version that is there already. SQLite writes the page all the same, unlike a row that stays as it is.</summary>
    public static void Touch(SqliteConnection connection) =>
        connection.Execute($"PRAGMA user_version = {connection.Number("PRAGMA user_version")}");

    /// <summary>Applies what is missing, each migration whole or not at all.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        for (var version = (int)connection.Number("PRAGMA user_version") + 1; version <= LastVersion; version++)
            connection.Execute($"BEGIN IMMEDIATE; {Migration(version)} {(version == LastVersion ? Views() : "")} PRAGMA user_version = {version}; COMMIT;");
    }

    /// <summary>What makes a version of the one before.</summary>
    internal static string Migration(int version) => Scripts.ElementAtOrDefault(version - 1) + (version > 1 ? AllocationColumns.Added(version) : "");

    private static string Views() => IsoOf().Replace(
        SqlScripts.Read("Sqlite/Migrations/views.sql").With(("allocation_of_event", AllocationColumns.ShownOfEvent), ("allocation", AllocationColumns.ShownOfAllocation)),
        // Before 1970 the seconds are rounded towards the past, so that the rest is positive.
        "strftime('%Y-%m-%dT%H:%M:%S', $1 / 1000000 - ($1 % 1000000 < 0), 'unixepoch') || printf('.%06dZ', ($1 % 1000000 + 1000000) % 1000000)");

    [GeneratedRegex(@"\biso\(([a-z_.]+)\)")]
    private static partial Regex IsoOf();
}
