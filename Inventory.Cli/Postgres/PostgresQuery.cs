using System.Globalization;
using Npgsql;

namespace Inventory.Cli.Postgres;

public static class PostgresQuery
{
    public static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>The first column of all rows, as text.</returns>
    public static async Task<List<string?>> ReadAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
            rows.Add(reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        return rows;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        // A busy machine takes longer than the 15 seconds that are the default.
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=60");
        await connection.OpenAsync();
        return connection;
    }
}
