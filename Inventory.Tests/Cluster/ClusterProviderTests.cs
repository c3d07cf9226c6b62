using System.Net;
using Inventory.Tests.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Inventory.Tests.Cluster;

/// <summary>Our scripts do what Orleans' providers expect of them, in each of their queries.</summary>
public sealed class ClusterProviderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    private string _database = null!;
    private ClusterProviders _providers = null!;

    public async ValueTask InitializeAsync() => _providers = await ClusterProviders.StartAsync(_database = await postgres.NewDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_providers is not null)
            await _providers.DisposeAsync();
    }

    [Fact]
    public async Task A_member_is_changed_by_who_knows_the_version_and_by_nobody_else()
    {
        Assert.True(await _providers.Members.InsertRowAsync(Entry(4710, SiloStatus.Active), (await _providers.Members.ReadAllAsync()).Version.Next()));
        var before = await _providers.Members.ReadAllAsync();
        var entry = Entry(4711, SiloStatus.Joining);
        Assert.True(await _providers.Members.InsertRowAsync(entry, before.Version.Next()));
        Assert.False(await _providers.Members.InsertRowAsync(entry, before.Version.Next()));
        var (row, version) = await ReadAsync(entry);
        Assert.False(await _providers.Members.InsertRowAsync(entry, version.Next()));
        Assert.Equal((SiloStatus.Joining, 4712, "n", Now), (row.Status, row.ProxyPort, row.SiloName, row.StartTime));

        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(SiloAddress.New(IPAddress.Loopback, 1, 1), Now);
        // The etag of a row is that of the table.
        Assert.False(await _providers.Members.UpdateRowAsync(entry, "", version.Next()));
        Assert.False(await _providers.Members.UpdateRowAsync(entry, before.Version.VersionEtag, before.Version.Next()));
        Assert.True(await _providers.Members.UpdateRowAsync(entry, version.VersionEtag, version.Next()));
        Assert.False(await _providers.Members.UpdateRowAsync(entry, version.VersionEtag, version.Next()));
        entry.IAmAliveTime = Now.AddMinutes(1);
        await _providers.Members.UpdateIAmAliveAsync(entry);
        (row, _) = await ReadAsync(entry);
        Assert.Equal((SiloStatus.Dead, Now.AddMinutes(1), 1), (row.Status, row.IAmAliveTime, row.SuspectTimes!.Count));
    }

    [Fact]
    public async Task A_dead_member_is_removed_when_all_that_is_known_of_it_is_old()
    {
        await AddAsync(Entry(4701, SiloStatus.Active), Entry(4702, SiloStatus.ShuttingDown), Entry(4703, SiloStatus.Dead));
        var suspected = Entry(4704, SiloStatus.Dead);
        await AddAsync(suspected);
        suspected.AddSuspector(SiloAddress.New(IPAddress.Loopback, 1, 1), Now.AddMinutes(2));
        var version = (await _providers.Members.ReadAllAsync()).Version;
        Assert.True(await _providers.Members.UpdateRowAsync(suspected, version.VersionEtag, version.Next()));
        version = (await _providers.Members.ReadAllAsync()).Version;

        await _providers.Members.CleanupDefunctSiloEntriesAsync(Now);
        Assert.Equal([4701, 4702, 4703, 4704], await PortsAsync());
        await _providers.Members.CleanupDefunctSiloEntriesAsync(Now.AddMinutes(1));
        Assert.Equal([4701, 4702, 4704], await PortsAsync());
        await _providers.Members.CleanupDefunctSiloEntriesAsync(Now.AddYears(100));
        Assert.Equal([4701, 4702], await PortsAsync());
        Assert.Equal(version, (await _providers.Members.ReadAllAsync()).Version);
    }

    [Fact]
    public async Task A_dead_member_that_changed_since_it_was_read_stays()
    {
        await AddAsync(Entry(4703, SiloStatus.Dead));
        await using var source = NpgsqlDataSource.Create(_database);
        Assert.Equal(0, await RemoveAsync(Now.AddMinutes(1), null));
        Assert.Equal(0, await RemoveAsync(Now, "127.0.0.1:1@1,2026-11-20 09:00:00.000 GMT"));
        Assert.Equal(1, await RemoveAsync(Now, null));

        async Task<int> RemoveAsync(DateTime alive, string? suspectedBy)
        {
            await using var command = source.CreateCommand(
                (await PostgresQuery.ReadAsync(_database, "SELECT querytext FROM orleansquery WHERE querykey = 'CleanupDefunctSiloEntryKey'")).Single()!);
            command.Parameters.AddRange(new NpgsqlParameter[]
            {
                new("DeploymentId", "test"), new("Address", "127.0.0.1"), new("Port", 4703), new("Generation", 1), new("StartTime", Now),
                new("IAmAliveTime", alive), new("SuspectTimes", NpgsqlDbType.Text) { Value = suspectedBy ?? (object)DBNull.Value },
            });
            return await command.ExecuteNonQueryAsync();
        }
    }

    private async Task AddAsync(params IEnumerable<MembershipEntry> entries)
    {
        foreach (var entry in entries)
            Assert.True(await _providers.Members.InsertRowAsync(entry, (await _providers.Members.ReadAllAsync()).Version.Next()));
    }

    private async Task<IEnumerable<int>> PortsAsync() =>
        (await _providers.Members.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order();

    private static MembershipEntry Entry(int port, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1), SiloName = "n", HostName = "h", Status = status, ProxyPort = 4712, StartTime = Now, IAmAliveTime = Now,
    };

    private async Task<(MembershipEntry, TableVersion)> ReadAsync(MembershipEntry entry)
    {
        var table = await _providers.Members.ReadRowAsync(entry.SiloAddress);
        return (Assert.Single(table.Members).Item1, table.Version);
    }
}
