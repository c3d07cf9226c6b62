using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

public sealed class SqliteDamageTests : StoreDamageContract
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore? _open;

    [Fact]
    public async Task Whatever_bit_of_an_event_is_flipped_the_next_load_finds_it()
    {
        // So that the tables need not follow any more, and nothing is left to copy.
        await ReopenAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = OFF");
        var columns = Texts(connection, "SELECT name FROM pragma_table_info('event') WHERE name <> 'seq'");
        var flips = 0;
        foreach (var seq in Texts(connection, $"SELECT seq FROM event WHERE resource = '{Van}'"))
        {
            foreach (var column in columns)
            {
                foreach (var (damage, repair) in Flips(connection, column, seq, random))
                {
                    Execute(connection, damage);
                    var found = await Record.ExceptionAsync(() => Store.LoadResourceAsync(Van, default));
                    Assert.True(found is ResourceDamagedException, $"seed {seed}: {damage} was not found, but {found?.Message ?? "nothing"}");
                    Execute(connection, repair);
                    flips++;
                }
            }
        }
        Assert.True(flips > 1_000, $"Only {flips} bits were flipped.");
        Assert.NotNull(await Store.LoadResourceAsync(Van, default));
    }

    /// <param name="table">It has one page.</param>
    /// <param name="length">Of its rows, which fill the page from its end.</param>
    [Theory]
    [InlineData("event", 2_400)]
    [InlineData("allocation", 350)]
    public async Task Whatever_bit_of_a_page_is_flipped_while_the_store_is_closed_nothing_else_is_served(string table, int length)
    {
        using var directory = new TemporaryDirectory();
        await using (var store = await OpenAsync(directory))
            await Life.LiveAsync(store, Van, "van", ordinal: 1);
        var intact = (await ServedAsync(directory))!;
        var page = int.Parse(directory.Query($"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")[0]!, null);
        var file = await File.ReadAllBytesAsync(directory.Database);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 40; i++)
        {
            var damaged = file.ToArray();
            // The first bytes of a page say where its rows are.
            var at = i < 5 ? (page - 1) * 4_096 + random.Next(40) : page * 4_096 - 1 - random.Next(length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(directory.Database, damaged);
            var served = await ServedAsync(directory);
            Assert.True(served is null || served == intact, $"seed {seed}, byte {at}: {served}");
            found += served is null ? 1 : 0;
        }
        Assert.True(found > 25, $"seed {seed}: only {found} were found.");
    }

    protected override async Task<IStore> OpenAsync() => _open = await OpenAsync(_directory);

    protected override async Task RunAsync(string sql)
    {
        // The tables follow first: they would copy the damage, which is another case.
        await ReopenAsync();
        _directory.Query(sql);
    }

    protected override async ValueTask CloseAsync()
    {
        await CloseStoreAsync();
        _directory.Dispose();
    }

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory) =>
        SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = directory.Path }, new StoreClock());

    /// <returns><c>null</c> when the damage is found.</returns>
    private static async Task<string?> ServedAsync(TemporaryDirectory directory)
    {
        try
        {
            await using var store = await OpenAsync(directory);
            return $"{A.Text(await store.LoadResourceAsync(Van, default))}\n{A.Text(await store.ReadHistoryAsync(Van, 0, 99, default))}";
        }
        catch (Exception e) when (e is StoreOpenException or StoreUnavailableException)
        {
            return null;
        }
        finally
        {
            File.Delete(directory.Wal);
        }
    }

    private async ValueTask CloseStoreAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        _open = null;
    }

    private async Task ReopenAsync()
    {
        await CloseStoreAsync();
        await OpenStoreAsync();
    }

    private static IEnumerable<(string Damage, string Repair)> Flips(SqliteConnection connection, string column, string seq, Random random)
    {
        string Update(string value) => $"UPDATE event SET {column} = {value} WHERE seq = {seq}";
        var kind = Texts(connection, $"SELECT typeof({column}) FROM event WHERE seq = {seq}")[0];
        if (kind == "integer")
        {
            var number = long.Parse(Texts(connection, $"SELECT {column} FROM event WHERE seq = {seq}")[0], null);
            for (var bit = 0; bit < 64; bit += 7)
                yield return (Update($"{number ^ (1L << bit)}"), Update($"{number}"));
        }
        else if (kind != "null")
        {
            var bytes = Convert.FromHexString(Texts(connection, $"SELECT hex({column}) FROM event WHERE seq = {seq}")[0]);
            string Value(byte[] of) => $"CAST(x'{Convert.ToHexString(of)}' AS {kind})";
            for (var i = 0; i < bytes.Length; i++)
            {
                var flipped = bytes.ToArray();
                flipped[i] ^= (byte)(1 << random.Next(8));
                yield return (Update(Value(flipped)), Update(Value(bytes)));
            }
        }
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
