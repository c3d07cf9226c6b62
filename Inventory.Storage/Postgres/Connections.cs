using System.Data.Common;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>How connections to the database are made.</summary>
public static class Connections
{
    // Every question has its index. A plan that was made while a table was small would read all of it, and go on to do so when it is not; and to compile one takes
    // longer than to run it. A commit that was answered survives a loss of power, whatever the server's default is.
    private const string Settings =
        "-c synchronous_commit=on -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c client_min_messages=warning";

    // The server would plan the same batch again each time, which took a tenth of its processor time.
    private const string SettingsOfWriters = "-c plan_cache_mode=force_generic_plan";

    /// <summary>Connections that read and write the states of grains.</summary>
    public static DbDataSource OpenForStates(PostgresStoreOptions options) => Open(options, options.StateConnections, "Inventory, states");

    /// <summary>Connections that send batches of commits.</summary>
    internal static NpgsqlDataSource OpenForWriting(PostgresStoreOptions options) => Open(options, options.WriteConnections, "Inventory, writing", SettingsOfWriters);

    internal static NpgsqlDataSource Open(PostgresStoreOptions options, int connections, string name, string more = "")
    {
        var settings = Parse(options);
        settings.Options = $"{settings.Options} {more}".Trim();
        settings.ApplicationName ??= name;
        settings.MinPoolSize = 0;
        settings.MaxPoolSize = connections;
        // What was prepared stays so; nothing here changes a session.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 32;
        settings.AutoPrepareMinUsages = 2;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>A connection of its own, for the start.</summary>
    internal static NpgsqlConnection Single(PostgresStoreOptions options)
    {
        var settings = Parse(options);
        settings.Pooling = false;
        // A migration of a large table takes its time.
        settings.CommandTimeout = 0;
        return new(settings.ConnectionString);
    }

    /// <exception cref="StoreOpenException">It is not a connection string, or lacks what it needs.</exception>
    private static NpgsqlConnectionStringBuilder Parse(PostgresStoreOptions options)
    {
        var settings = Parse(options.ConnectionString);
        if (string.IsNullOrWhiteSpace(settings.Host))
            throw new StoreOpenException("The connection string of PostgreSQL names no host. Write Host=…;Database=…;Username=…;Password=….");
        settings.Options = $"{settings.Options} {Settings}".Trim();
        settings.CommandTimeout = Seconds(options.Timeout);
        settings.Timeout = Math.Min(settings.Timeout, Seconds(options.Timeout));
        // When a command takes too long the connection is given up: a server that does not answer does not answer a cancellation either.
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
            throw new StoreOpenException($"The connection string of PostgreSQL cannot be read: {e.Message} Write Host=…;Database=…;Username=…;Password=….", e);
        }
    }

    private static int Seconds(TimeSpan time) => (int)Math.Max(1, Math.Ceiling(time.TotalSeconds));
}
