using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary><c>user_version</c> is the number of the last migration.</summary>
internal static partial class Schema
{
    public const int ApplicationId = 0x496E7679;

    private static readonly IReadOnlyDictionary<int, string> Scripts = SqlScripts.Numbered("Sqlite/Migrations");
    private static readonly int LastVersion = Math.Max(Scripts.Keys.Max(), AllocationColumns.LastVersion);

    /// <summary>Does not change the file, which may be another application's database.</summary>
    /// <exception cref="StoreOpenException">Another application or a newer version created it.</exception>
    public static void Inspect(string path)
    {
        if (!File.Exists(path))
            return;
        using var connection = Connections.OpenReader(path);
        var application = connection.Number("PRAGMA application_id");
        var version = connection.Number("PRAGMA user_version");
        var isNew = application == 0 && version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !isNew)
            throw new StoreOpenException($"{path} belongs to another application. Choose another directory with --data.");
        if (version > LastVersion)
        {
            throw new StoreOpenException(
                $"{path} was created by a newer version of Inventory (schema {version}, this version knows {LastVersion}). " +
                "Use that version, or choose another directory with --data.");
        }
    }

    public static bool IsCurrent(string path)
    {
        using var connection = Connections.OpenReader(path);
        return connection.Number("PRAGMA user_version") == LastVersion;
    }

    /// <summary>For readers that do not migrate it.</summary>
    /// <exception cref="StoreOpenException">There is no such file, or it is not a store, or not one of this version.</exception>
    public static void RequireCurrent(string path)
    {
        RequireStore(path);
        using var connection = Connections.OpenReader(path);
        if (connection.Number("PRAGMA user_version") is var version && version != LastVersion)
            throw new StoreOpenException($"{path} has the tables of an older version (schema {version}, this version needs {LastVersion}). Start the service on it once: that migrates it.");
    }

    /// <exception cref="StoreOpenException">There is no such file, or it is not a store that this version can use.</exception>
    public static void RequireStore(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new StoreOpenException($"There is no store at {path}.");
        try
        {
            Inspect(path);
        }
        catch (SqliteException e)
        {
            throw new StoreOpenException($"{path} cannot be read ({e.Message}).", e);
        }
    }

    /// <summary>Writes the current version again. SQLite writes that page even so, unlike an unchanged row.</summary>
    public static void Touch(SqliteConnection connection) =>
        connection.Execute($"PRAGMA user_version = {connection.Number("PRAGMA user_version")}");

    public static void Migrate(SqliteConnection connection)
    {
        for (var version = (int)connection.Number("PRAGMA user_version") + 1; version <= LastVersion; version++)
            connection.Execute($"BEGIN IMMEDIATE; {Migration(version)} {(version == LastVersion ? Views() : "")} PRAGMA user_version = {version}; COMMIT;");
    }

    internal static string Migration(int version) => AllocationColumns.Added(version) + Scripts.GetValueOrDefault(version);

    private static string Views() => IsoOf().Replace(
        SqlScripts.Read("Sqlite/Migrations/views.sql").With(("allocation_of_event", AllocationColumns.ShownOfEvent), ("allocation", AllocationColumns.ShownOfAllocation)),
        // Before 1970 the seconds are rounded down, so that the fraction is positive.
        "strftime('%Y-%m-%dT%H:%M:%S', $1 / 1000000 - ($1 % 1000000 < 0), 'unixepoch') || printf('.%06dZ', ($1 % 1000000 + 1000000) % 1000000)");

    [GeneratedRegex(@"\biso\(([a-z_.]+)\)")]
    private static partial Regex IsoOf();
}
