using System.Net;
using Inventory.Storage;
using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Inventory.Tests.Storage;
using Inventory.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Inventory.Tests.Cluster;

/// <summary>What the database lets a silo do before, while and after the others declare it dead.</summary>
public sealed class MembershipFenceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly SiloIdentity Silo = new("test", "127.0.0.1", 4711, 1);
    private static readonly Guid Van = Guid.NewGuid();

    private string _database = null!;
    private ClusterProviders _providers = null!;
    private PostgresStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync();
        _providers = await ClusterProviders.StartAsync(_database, Silo);
        _store = await PostgresStore.OpenAsync(new() { ConnectionString = _database, Member = () => Silo }, TimeProvider.System, NullLogger<PostgresStore>.Instance);
        Assert.True(await _providers.Members.InsertRowAsync(Entry(), (await _providers.Members.ReadAllAsync()).Version.Next()));
        Assert.Equal(CommitStatus.Committed, await _store.CommitAsync(A.Created(Van)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_providers is not null)
            await _providers.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_declared_dead_commits_nothing_more()
    {
        Assert.True(await DeclareDeadAsync());
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CommitAsync(A.Allocated(Van, 2)));
        Assert.Contains("declared dead", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _store.LoadResourceAsync(Van, default))!.Version);
    }

    [Fact]
    public async Task Who_is_declared_dead_changes_no_state_of_a_grain()
    {
        var (grain, state) = (GrainId.Create("user", "ann"), new GrainState<string>("before"));
        await _providers.States.WriteStateAsync("user", grain, state);
        Assert.True(await DeclareDeadAsync());
        state.State = "after";
        await Assert.ThrowsAnyAsync<Exception>(() => _providers.States.WriteStateAsync("user", grain, state));
        await Assert.ThrowsAnyAsync<Exception>(() => _providers.States.ClearStateAsync("user", grain, state));
        await Assert.ThrowsAnyAsync<Exception>(() => _providers.States.WriteStateAsync("user", GrainId.Create("user", "bob"), new GrainState<string>("new")));
        var stored = new GrainState<string>();
        await _providers.States.ReadStateAsync("user", grain, stored);
        Assert.Equal("before", stored.State);
    }

    [Fact]
    public async Task A_commit_under_way_is_durable_before_its_silo_is_dead()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await RunAsync(connection, $"SELECT set_config('inventory.member', '{{test,127.0.0.1,4711,1}}', false); SELECT require_cluster_member()");
        var vote = Task.Run(DeclareDeadAsync);
        await Eventually.HoldsAsync(async () => await HasLockAsync("NOT granted"), () => "Nobody waits for the commit.");
        Assert.False(vote.IsCompleted);
        await writing.CommitAsync();
        Assert.True(await vote);
    }

    [Fact]
    public async Task A_lease_is_not_renewed_while_its_silo_is_declared_dead_nor_after_that()
    {
        await using var lease = new ClusterLease(_database, Silo);
        Assert.True(await AnswerAsync(lease));
        var vote = Task.Run(DeclareDeadAsync);
        await Eventually.HoldsAsync(async () => await HasLockAsync("mode = 'ExclusiveLock' AND granted"), () => "The vote has not begun.");
        Assert.False(await IsRenewedAsync(lease));
        Assert.True(await vote);
        Assert.False(await AnswerAsync(lease));
    }

    [Fact]
    public async Task A_lease_that_was_given_back_is_not_waited_for()
    {
        await using var lease = new ClusterLease(_database, Silo);
        Assert.True(await AnswerAsync(lease));
        Assert.True(await HasLeaseAsync("ends > clock_timestamp()"));
        await lease.EndAsync(default);
        Assert.True(await HasLeaseAsync("ends <= clock_timestamp()"));
    }

    [Fact]
    public async Task Who_is_no_member_has_no_lease()
    {
        await using var stranger = new ClusterLease(_database, Silo with { Generation = 2 });
        Assert.False(await AnswerAsync(stranger));
    }

    private Task<bool> DeclareDeadAsync() => ChangeAsync(entry =>
    {
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(SiloAddress.New(IPAddress.Loopback, 4712, 1), DateTime.UnixEpoch);
    });

    private async Task<bool> ChangeAsync(Action<MembershipEntry> change)
    {
        var version = (await _providers.Members.ReadAllAsync()).Version;
        var entry = Entry();
        change(entry);
        return await _providers.Members.UpdateRowAsync(entry, version.VersionEtag, version.Next());
    }

    /// <summary>On a busy machine the first answers may be too late.</summary>
    private static async Task<bool> AnswerAsync(ClusterLease lease)
    {
        var isRenewed = false;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                isRenewed = await lease.RenewAsync(default);
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        }, () => "The database does not answer.");
        return isRenewed;
    }

    private static async Task<bool> IsRenewedAsync(ClusterLease lease)
    {
        try
        {
            return await lease.RenewAsync(default);
        }
        catch (StoreUnavailableException)
        {
            // While the vote waits there is no answer.
            return false;
        }
    }

    private async Task<bool> HasLockAsync(string condition) => (await PostgresQuery.ReadAsync(
        _database, $"SELECT pid::text FROM pg_locks WHERE locktype = 'advisory' AND {condition} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).Count > 0;

    private async Task<bool> HasLeaseAsync(string condition) => (await PostgresQuery.ReadAsync(_database, $"SELECT 1::text FROM cluster_lease WHERE {condition}")).Count == 1;

    private static MembershipEntry Entry() => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse(Silo.Address), Silo.Port, Silo.Generation),
        Status = SiloStatus.Active,
        SiloName = "silo",
        HostName = "host",
        StartTime = DateTime.UnixEpoch,
        IAmAliveTime = DateTime.UnixEpoch,
    };

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
