using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>Opens stores, and looks into their files from beside.</summary>
internal static class SqliteFile
{
    public static Task<SqliteStore> OpenAsync(this TemporaryDirectory directory) =>
        OpenAsync(new SqliteStoreOptions { DataDirectory = directory.Path });

    public static Task<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider? clock = null) =>
        SqliteStore.OpenAsync(options, clock ?? new ManualClock(), NullLogger.Instance);

    /// <summary>The first column of all rows, as text.</summary>
    public static List<string?> Query(this TemporaryDirectory directory, string sql) => Query(directory.Database, sql);

    /// <summary>Of any file.</summary>
    public static List<string?> Query(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string?>();
        while (reader.Read())
            rows.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        return rows;
    }
}
