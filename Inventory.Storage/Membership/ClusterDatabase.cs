using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inventory.Storage.Membership;

/// <summary>The PostgreSQL database that the nodes of a cluster share.</summary>
public static partial class ClusterDatabase
{
    /// <summary>The name under which ADO.NET knows the driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The service of all clusters, one after the other.</summary>
    public const string ServiceId = "inventory";

    /// <summary>Whose exceptions cross from silo to silo and to the gateways as what they are: ours, and those that are the reasons of ours.</summary>
    public static readonly IReadOnlyList<string> Exceptions = ["Inventory", "Npgsql"];

    /// <summary>
    /// The schema of the cluster's tables. The providers name no schema, and by default a name is looked up in the schema of the user's own name first. For the user
    /// <c>inventory</c> that is the store's schema, which does not exist before the first node has started: later nodes would make and use tables of their own there.
    /// </summary>
    internal const string SearchPath = "public";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="connectionString">As the configuration has it.</param>
    /// <param name="password">Kept elsewhere, perhaps: in a secret.</param>
    /// <exception cref="StoreOpenException">It is missing, or no connection string.</exception>
    public static string ConnectionString(string? connectionString, string? password)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new StoreOpenException("A cluster keeps its data in PostgreSQL: set Inventory:Postgres (the variable Inventory__Postgres) to a connection string such as Host=db;Username=inventory;Database=inventory.");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = SearchPath };
            if (!string.IsNullOrEmpty(password))
                builder.Password = password.Trim();
            return builder.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StoreOpenException($"Inventory:Postgres is no connection string: {e.Message}");
        }
    }

    /// <summary>Server and database, for people; no password.</summary>
    public static string Describe(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database}";
    }

    /// <summary>Waits for the server, for as long as that takes, and applies what the cluster needs there.</summary>
    /// <exception cref="StoreOpenException">It is there and does not let us in; or its tables are not ours.</exception>
    public static async Task PrepareAsync(string connectionString, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ClusterSchema.ApplyAsync(connectionString, cancellation);
                return;
            }
            catch (Exception e) when (IsNotThereYet(e))
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

    // A server that starts or stops says so by an error of its own, which is a passing one.
    private static bool IsNotThereYet(Exception e) => e is PostgresException told ? told.IsTransient : e is NpgsqlException or SocketException or TimeoutException;

    [LoggerMessage(LogLevel.Warning, "{Database} does not answer; waiting for it: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string database, string reason);
}
