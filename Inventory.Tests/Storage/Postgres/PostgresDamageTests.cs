using System.Text.RegularExpressions;
using Inventory.Storage;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Inventory.Tests.Storage.Postgres;

public sealed partial class PostgresDamageTests(PostgresFixture postgres) : StoreDamageContract
{
    private string? _connectionString;
    private PostgresStore? _open;

    [Fact]
    public async Task Whatever_value_of_an_event_is_changed_the_next_load_finds_it()
    {
        // One connection for all: to make one costs more than what it is for.
        await using var connection = new NpgsqlConnection(_connectionString + ";Pooling=false;Timeout=60");
        await connection.OpenAsync();
        foreach (var column in await TextsAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'event' AND column_name NOT IN ('seq')"))
        {
            var change = Changed((await TextsAsync($"SELECT pg_typeof({column})::text FROM inventory.event LIMIT 1"))[0], column);
            foreach (var place in await TextsAsync($"SELECT seq::text FROM inventory.event WHERE resource = '{Van}' AND {column} IS NOT NULL"))
            {
                var old = (await TextsAsync($"SELECT quote_literal({column}) FROM inventory.event WHERE seq = {place}"))[0];
                await TextsAsync($"UPDATE inventory.event SET {column} = {change} WHERE seq = {place}");
                var found = await Record.ExceptionAsync(() => Store.LoadResourceAsync(Van, default));
                Assert.True(found is ResourceDamagedException, $"{column} of event {place} was changed, and the load found {found?.Message ?? "nothing"}");
                await TextsAsync($"UPDATE inventory.event SET {column} = {old} WHERE seq = {place}");
            }
        }
        Assert.NotNull(await Store.LoadResourceAsync(Van, default));

        async Task<List<string>> TextsAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            var texts = new List<string>();
            while (await reader.ReadAsync())
                texts.Add(reader.GetString(0));
            return texts;
        }
    }

    protected override async Task<IStore> OpenAsync()
    {
        _connectionString = await postgres.RentStoreAsync();
        return _open = await PostgresStore.OpenAsync(new() { ConnectionString = _connectionString }, new StoreClock(), NullLogger<PostgresStore>.Instance);
    }

    protected override Task RunAsync(string sql) => PostgresQuery.RunAsync(_connectionString!, Table().Replace(sql, "$1 inventory.$2"));

    protected override async ValueTask CloseAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        if (_connectionString is not null)
            await postgres.ReturnStoreAsync(_connectionString);
    }

    private static string Changed(string type, string column) => type switch
    {
        "text" => $"overlay({column} placing 'ß' from 1 for 1)",
        "uuid" => $"overlay({column}::text placing CASE right({column}::text, 1) WHEN '0' THEN '1' ELSE '0' END from 36)::uuid",
        "bigint" => $"{column} # 1024",
        "bytea" => $"set_bit({column}, 17, 1 - get_bit({column}, 17))",
        _ => $"CASE WHEN isfinite({column}) THEN {column} + interval '1 microsecond' ELSE now() END",
    };

    [GeneratedRegex("(UPDATE|FROM) (event|allocation|resource)")]
    private static partial Regex Table();
}
