using System.Data.Common;
using Npgsql;

namespace Inventory.Storage.Postgres;

public static class Connections
{
    // Every query has its index: a plan that reads a whole small table would stay in use when the table has grown. Compiling (jit) takes longer than
    // running. An acknowledged commit must survive a power loss, whatever the server's default is.
    private const string Settings =
        "-c synchronous_commit=on -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c client_min_messages=warning";

    // The server would plan the same batch again each time, which took a tenth of its processor time.
    private const string SettingsOfWriters = "-c plan_cache_mode=force_generic_plan";

    public static DbDataSource OpenForStates(PostgresStoreOptions options) => Open(options, options.StateConnections, "Inventory, states", member: options.Member);

    internal static NpgsqlDataSource OpenForWriting(PostgresStoreOptions options) =>
        Open(options, options.WriteConnections, "Inventory, writing", SettingsOfWriters, options.Member);

    internal static NpgsqlDataSource Open(PostgresStoreOptions options, int connections, string name, string more = "", Func<SiloIdentity>? member = null)
    {
        var settings = Parse(options);
        settings.Options = $"{settings.Options} {more}".Trim();
        settings.ApplicationName ??= name;
        settings.MinPoolSize = 0;
        settings.MaxPoolSize = connections;
        // Keeps prepared statements; nothing here changes a session.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 32;
        settings.AutoPrepareMinUsages = 2;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (member is not null)
            builder.UsePhysicalConnectionInitializer(connection => member().Name(connection), connection => member().NameAsync(connection));
        return builder.Build();
    }

    internal static NpgsqlConnection Single(PostgresStoreOptions options)
    {
        var settings = Parse(options);
        settings.Pooling = false;
        // A migration of a large table takes long.
        settings.CommandTimeout = 0;
        return new(settings.ConnectionString);
    }

    internal static async Task<long> NumberAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    internal static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <exception cref="StoreOpenException">The connection string is invalid or incomplete.</exception>
    private static NpgsqlConnectionStringBuilder Parse(PostgresStoreOptions options)
    {
        var settings = Parse(options.ConnectionString);
        if (string.IsNullOrWhiteSpace(settings.Host))
            throw new StoreOpenException("The PostgreSQL connection string names no host. Write Host=…;Database=…;Username=…;Password=….");
        settings.Options = $"{settings.Options} {Settings}".Trim();
        settings.CommandTimeout = Seconds(options.Timeout);
        settings.Timeout = Math.Min(settings.Timeout, Seconds(options.Timeout));
        // After a timeout the connection is dropped: a server that does not answer ignores a cancellation too.
        settings.CancellationTimeout = -1;
        settings.IncludeErrorDetail = true;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StoreOpenException($"The PostgreSQL connection string cannot be read: {e.Message} Write Host=…;Database=…;Username=…;Password=….", e);
        }
    }

    private static int Seconds(TimeSpan time) => (int)Math.Max(1, Math.Ceiling(time.TotalSeconds));
}
