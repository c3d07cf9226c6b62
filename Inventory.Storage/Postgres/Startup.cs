using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inventory.Storage.Postgres;

internal static class Startup
{
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(1);

    /// <exception cref="StoreOpenException">The database cannot be reached, or cannot be used as it is.</exception>
    public static async Task RunAsync(
        PostgresStoreOptions options, TimeProvider clock, ILogger logger, Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellation)
    {
        var begin = clock.GetTimestamp();
        using var pace = new PeriodicTimer(TryEvery, clock);
        while (true)
        {
            try
            {
                await using var connection = await ConnectAsync(options, prepare, cancellation);
                return;
            }
            catch (StoreOpenException e) when (e.InnerException is NpgsqlException inner && IsTransient(inner) && clock.GetElapsedTime(begin) < options.StartTimeout)
            {
                PostgresLog.LogWaiting(logger, inner.Message);
            }
            await pace.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>A connection of its own, prepared, which the caller closes.</summary>
    /// <exception cref="StoreOpenException">The database cannot be reached, or cannot be used as it is.</exception>
    public static async Task<NpgsqlConnection> ConnectAsync(PostgresStoreOptions options, Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellation)
    {
        var connection = Connections.Single(options);
        try
        {
            await connection.OpenAsync(cancellation);
            await prepare(connection, cancellation);
            return connection;
        }
        catch (Exception e)
        {
            var refusal = e is NpgsqlException fault ? Refusal(connection, fault) : null;
            await connection.DisposeAsync();
            if (refusal is not null)
                throw refusal;
            throw;
        }
    }

    // The server is starting, or has no free connection.
    private static bool IsTransient(NpgsqlException e) => e is not PostgresException { IsTransient: false };

    private static StoreOpenException Refusal(NpgsqlConnection connection, NpgsqlException e)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        var (server, database, user) = ($"{settings.Host}:{settings.Port}", settings.Database, settings.Username);
        return (e as PostgresException)?.SqlState switch
        {
            null => new($"PostgreSQL at {server} does not answer ({e.GetBaseException().Message}). Start it, or correct the connection string.", e),
            PostgresErrorCodes.InvalidCatalogName => new($"There is no database \"{database}\" at {server}. Create it with: createdb --encoding UTF8 {database}", e),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                new($"PostgreSQL at {server} refuses the login of \"{user}\" ({e.Message}). Correct the user or the password in the connection string.", e),
            PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported =>
                new($"PostgreSQL at {server} lacks the extension btree_gist ({e.Message}). Install its contrib package.", e),
            PostgresErrorCodes.InsufficientPrivilege =>
                new($"\"{user}\" may not set up the database \"{database}\" ({e.Message}). Make the user its owner: ALTER DATABASE \"{database}\" OWNER TO \"{user}\".", e),
            _ => new($"The database \"{database}\" at {server} cannot be set up ({e.Message}).", e),
        };
    }
}
