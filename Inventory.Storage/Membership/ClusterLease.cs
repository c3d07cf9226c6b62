using Inventory.Storage.Postgres;
using Npgsql;

namespace Inventory.Storage.Membership;

/// <summary>The lease of a silo in the database: see Scripts/004-fence.sql.</summary>
public sealed class ClusterLease : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    public ClusterLease(string connectionString, SiloIdentity member)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 1, NoResetOnClose = true, CommandTimeout = 1, Timeout = 1, CancellationTimeout = -1, ApplicationName = "Inventory, lease" };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UsePhysicalConnectionInitializer(member.Name, member.NameAsync);
        _database = builder.Build();
    }

    /// <summary>Waits while another silo declares this one dead.</summary>
    /// <returns>False if it is not a member yet, or was declared dead.</returns>
    /// <exception cref="StoreUnavailableException">The database does not answer in time.</exception>
    public Task<bool> RenewAsync(CancellationToken cancellation) => RunAsync("SELECT renew_cluster_lease()", cancellation);

    /// <summary>Gives it back, so that nobody waits for its end.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer in time.</exception>
    public Task EndAsync(CancellationToken cancellation) => RunAsync("SELECT end_cluster_lease()", cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<bool> RunAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await using var command = _database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == SiloIdentity.RefusedState)
        {
            return false;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }
}
