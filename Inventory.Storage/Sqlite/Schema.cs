using Inventory.Storage.Sqlite.Migrations;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Sqlite;

/// <summary>Whether a file is this program's, and which of the numbered migrations it has had (<c>user_version</c>).</summary>
internal static class Schema
{
    public const int ApplicationId = 0x496E7679;

    private static readonly string[] Migrations = [Migration1.Sql, Migration2.Sql];

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
        if (version > Migrations.Length)
        {
            throw new StoreOpenException(
                $"{path} was made by a newer version of Inventory (schema {version}, this one knows {Migrations.Length}). " +
                "Use that version, or choose another directory with --data.");
        }
    }

    /// <summary>Writes the version that is there already. SQLite writes the page all the same, unlike a row that stays as it is.</summary>
    public static void Touch(SqliteConnection connection) =>
        connection.Execute($"PRAGMA user_version = {connection.Number("PRAGMA user_version")}");

    /// <summary>Applies what is missing, each migration whole or not at all.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        for (var done = (int)connection.Number("PRAGMA user_version"); done < Migrations.Length; done++)
            connection.Execute($"BEGIN IMMEDIATE; {Migrations[done]} PRAGMA user_version = {done + 1}; COMMIT;");
    }
}
