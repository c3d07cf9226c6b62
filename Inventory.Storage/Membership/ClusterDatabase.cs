using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inventory.Storage.Membership;

public static partial class ClusterDatabase
{
    public const string Invariant = "Npgsql";

    /// <summary>The same for all clusters, one after the other.</summary>
    public const string ServiceId = "inventory";

    /// <summary>Namespaces whose exceptions keep their type between silos and gateways: our own, and those inside them.</summary>
    public static readonly IReadOnlyList<string> Exceptions = ["Inventory", "Npgsql"];

    // The providers name no schema. The default looks up the schema "inventory" first for a user of that name, but the first node creates that schema
    // only for the store: later nodes would create second cluster tables in it.
    internal const string SearchPath = "public";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="StoreOpenException">The connection string is missing or invalid.</exception>
    public static string ConnectionString(string? connectionString, string? password)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new StoreOpenException("A cluster stores its data in PostgreSQL: set Inventory:Postgres (the variable Inventory__Postgres) to a connection string such as Host=db;Username=inventory;Database=inventory.");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = SearchPath };
            if (!string.IsNullOrEmpty(password))
                builder.Password = password.Trim();
            return builder.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StoreOpenException($"Inventory:Postgres is not a connection string: {e.Message}");
        }
    }

    /// <summary>For people, without the password.</summary>
    public static string Describe(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database}";
    }

    /// <summary>Waits for the server without a time limit, then applies the cluster's schema.</summary>
    /// <exception cref="StoreOpenException">The server refuses the login, its certificate is not trusted, or the tables are not ours.</exception>
    public static async Task PrepareAsync(string connectionString, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ClusterSchema.ApplyAsync(connectionString, cancellation);
                return;
            }
            catch (Exception e) when (e.GetBaseException() is AuthenticationException untrusted)
            {
                throw new StoreOpenException($"{Describe(connectionString)} cannot be used: {untrusted.Message}", e);
            }
            catch (Exception e) when (IsTransient(e))
            {
                LogWaiting(logger, Describe(connectionString), e.Message);
            }
            catch (PostgresException e)
            {
                throw new StoreOpenException($"{Describe(connectionString)} cannot be used: {e.MessageText}.", e);
            }
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    // A server that starts or stops reports a transient error.
    private static bool IsTransient(Exception e) => e is PostgresException error ? error.IsTransient : e is NpgsqlException or SocketException or TimeoutException;

    [LoggerMessage(LogLevel.Warning, "{Database} does not answer yet: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string database, string reason);
}
