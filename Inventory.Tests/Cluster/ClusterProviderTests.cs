using System.Net;
using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>Our scripts do what Orleans' providers expect of them, in each of their queries.</summary>
[Collection(PostgresTests.Name)]
public sealed class ClusterProviderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    private ClusterProviders _providers = null!;

    public async ValueTask InitializeAsync() => _providers = await ClusterProviders.StartAsync(await postgres.Server.NewDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_providers is not null)
            await _providers.DisposeAsync();
    }

    [Fact]
    public async Task A_reminder_is_kept_changed_and_removed_by_its_version()
    {
        var grain = GrainId.Create("hold", "x");
        var first = await _providers.Reminders.UpsertRow(new() { GrainId = grain, ReminderName = "end", StartAt = Now, Period = TimeSpan.FromDays(100) });
        var second = await _providers.Reminders.UpsertRow(new() { GrainId = grain, ReminderName = "end", StartAt = Now.AddHours(1), Period = TimeSpan.FromMinutes(1) });
        Assert.NotEqual(first, second);

        var read = (await _providers.Reminders.ReadRow(grain, "end"))!;
        Assert.Equal((grain, "end", Now.AddHours(1), TimeSpan.FromMinutes(1), second), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Single((await _providers.Reminders.ReadRows(grain)).Reminders);
        Assert.False(await _providers.Reminders.RemoveRow(grain, "end", first!));
        Assert.True(await _providers.Reminders.RemoveRow(grain, "end", second!));
        Assert.Null(await _providers.Reminders.ReadRow(grain, "end"));
        Assert.Empty((await _providers.Reminders.ReadRows(grain)).Reminders);
    }

    [Fact]
    public async Task Each_reminder_is_in_one_of_the_shares_of_the_ring()
    {
        for (var i = 0; i < 40; i++)
            await _providers.Reminders.UpsertRow(new() { GrainId = GrainId.Create("hold", $"{i}"), ReminderName = "end", StartAt = Now, Period = TimeSpan.FromDays(1) });
        uint[] bounds = [10, 0x3FFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0xBFFF_FFFF, 0xFFFF_FFF0];
        List<string> found = [];
        foreach (var (i, begin) in bounds.Index())
            found.AddRange((await _providers.Reminders.ReadRows(begin, bounds[(i + 1) % bounds.Length])).Reminders.Select(reminder => $"{reminder.GrainId}"));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"hold/{i}").Order(), found.Order());
        Assert.Equal(40, (await _providers.Reminders.ReadRows(0, 0)).Reminders.Count);
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
        Assert.False(await _providers.Members.UpdateRowAsync(entry, "", before.Version.Next()));
        Assert.True(await _providers.Members.UpdateRowAsync(entry, "", version.Next()));
        entry.IAmAliveTime = Now.AddMinutes(1);
        await _providers.Members.UpdateIAmAliveAsync(entry);
        (row, _) = await ReadAsync(entry);
        Assert.Equal((SiloStatus.Dead, Now.AddMinutes(1), 1), (row.Status, row.IAmAliveTime, row.SuspectTimes!.Count));

        await _providers.Members.CleanupDefunctSiloEntriesAsync(Now);
        Assert.Equal(2, (await _providers.Members.ReadAllAsync()).Members.Count);
        await _providers.Members.CleanupDefunctSiloEntriesAsync(Now.AddYears(100));
        Assert.Equal(SiloStatus.Active, Assert.Single((await _providers.Members.ReadAllAsync()).Members).Item1.Status);
    }

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
