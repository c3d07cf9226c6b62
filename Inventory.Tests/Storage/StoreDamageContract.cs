using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>A store never gives out what has changed on the disk, and goes on to give out what has not.</summary>
public abstract class StoreDamageContract : IAsyncLifetime
{
    protected static readonly Guid Van = Guid.Parse("01960000-0000-7000-8000-0000000000fa");
    protected static readonly Guid Bus = Guid.Parse("01960000-0000-7000-8000-0000000000fb");

    private string _bus = "";

    protected IStore Store { get; private set; } = null!;

    protected abstract Task<IStore> OpenAsync();

    /// <summary>Changes what is stored behind the store's back. The tables are named as in SQLite.</summary>
    protected abstract Task RunAsync(string sql);

    protected abstract ValueTask CloseAsync();

    protected async Task OpenStoreAsync() => Store = await OpenAsync();

    public async ValueTask InitializeAsync()
    {
        await OpenStoreAsync();
        await Life.LiveAsync(Store, Van, "van", ordinal: 1);
        await Life.LiveAsync(Store, Bus, "bus", ordinal: 2);
        _bus = A.Text(await Store.LoadResourceAsync(Bus, default));
        Assert.NotNull(await Store.LoadResourceAsync(Van, default));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_intact_checks()
    {
        Assert.Null(await ResourceVerifier.FindDamageAsync(Store, Store, Van, default));
        Assert.Null(await ResourceVerifier.FindDamageAsync(Store, Store, Bus, default));
        Assert.Equal([Van, Bus], await Store.ListResourceIdsAsync(null, 9, default));
        Assert.Equal([Bus], await Store.ListResourceIdsAsync(Van, 9, default));
        Assert.Empty(await Store.ListResourceIdsAsync(Bus, 9, default));
    }

    [Theory]
    [InlineData("actor = 'annx'", 2)]
    [InlineData("kind = 'confirmed'", 4)]
    [InlineData("kind = 'unheard-of'", 4)]
    [InlineData("allocation_type = 'bookinh'", 2)]
    [InlineData("dump = '{\"a\":2}'", 3)]
    [InlineData("request_key = 'l'", 3)]
    [InlineData("request_key = NULL", 3)]
    [InlineData("fingerprint = 8", 3)]
    [InlineData("name = 'vam'", 6)]
    [InlineData("type = 'Bar'", 1)]
    [InlineData("version = 70", 7)]
    public async Task An_event_that_changed_is_found(string change, int version)
    {
        await RunAsync($"UPDATE event SET {change} WHERE resource = '{Van}' AND version = {version}");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadHistoryAsync(Van, 0, 99, default));
        await IsFoundAsync();
        Assert.DoesNotContain(await Store.ReadEventsAsync(0, 99, default), told => told.ResourceId == Van && told.Version == version);
    }

    [Theory]
    [InlineData(1), InlineData(4), InlineData(5)]
    public async Task An_event_that_is_missing_is_found(int version)
    {
        await RunAsync($"DELETE FROM event WHERE resource = '{Van}' AND version = {version}");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadHistoryAsync(Van, 0, 99, default));
        // Also where a page begins.
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadHistoryAsync(Van, version, 1, default));
        await IsFoundAsync();
    }

    [Fact]
    public async Task A_missing_end_is_found()
    {
        await RunAsync($"DELETE FROM event WHERE resource = '{Van}' AND version = {Life.LastVersion}");
        await IsFoundAsync();
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_found()
    {
        await RunAsync($"UPDATE event SET version = 99 WHERE resource = '{Van}' AND version = 4");
        await RunAsync($"UPDATE event SET version = 4 WHERE resource = '{Van}' AND version = 5");
        await RunAsync($"UPDATE event SET version = 5 WHERE resource = '{Van}' AND version = 99");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadHistoryAsync(Van, 0, 99, default));
        await IsFoundAsync();
    }

    [Theory]
    [InlineData("UPDATE allocation SET type = 'bookinh'")]
    [InlineData("UPDATE allocation SET version = version + 1")]
    [InlineData("UPDATE allocation SET owner = NULL")]
    [InlineData("UPDATE allocation SET description = 'x'")]
    [InlineData("DELETE FROM allocation")]
    public async Task An_allocation_that_is_not_what_the_events_make_is_found(string change)
    {
        await RunAsync($"{change} WHERE resource = '{Van}' AND id = '{Life.Taken}'");
        await IsFoundAsync();
    }

    [Theory]
    [InlineData("name = 'vam'"), InlineData("type = 'Bar'"), InlineData("ordinal = 7"), InlineData("attributes = '{\"seats\":8}'"), InlineData("changed_version = 5")]
    public async Task A_resource_that_is_not_what_the_events_make_is_found(string change)
    {
        await RunAsync($"UPDATE resource SET {change} WHERE id = '{Van}'");
        await IsFoundAsync();
    }

    [Fact]
    public async Task A_request_for_any_resource_is_not_answered_from_a_damaged_event()
    {
        var found = await Store.FindPoolRequestAsync("Car", Life.PoolKey(Van), default);
        Assert.Equal(Van, found!.ResourceId);
        await RunAsync($"UPDATE event SET description = 'x' WHERE request_key = '{Life.PoolKey(Van)}'");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.FindPoolRequestAsync("Car", Life.PoolKey(Van), default));
        Assert.NotNull(await Store.FindPoolRequestAsync("Car", Life.PoolKey(Bus), default));
    }

    [Fact]
    public async Task A_user_is_not_told_of_a_damaged_event()
    {
        Assert.NotEmpty(await Store.ReadEventsOfAsync(Life.Customer, 0, 99, default));
        await RunAsync($"UPDATE event SET description = 'x' WHERE resource = '{Van}' AND version = 2");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadEventsOfAsync(Life.Customer, 0, 99, default));
    }

    [Fact]
    public async Task Of_a_long_history_everything_is_found_by_a_check_of_all()
    {
        const int Last = Life.LastVersion + 1_200;
        await Life.LengthenAsync(Store, Van, Last);
        var intact = A.Text(await Store.LoadResourceAsync(Van, default));
        Assert.Null(await ResourceVerifier.FindDamageAsync(Store, Store, Van, default));
        // So old that a load does not look at it, and without a trace in the rows that are loaded.
        await RunAsync($"UPDATE event SET actor = 'x' WHERE resource = '{Van}' AND version = 4");
        Assert.Equal(intact, A.Text(await Store.LoadResourceAsync(Van, default)));
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.ReadHistoryAsync(Van, 0, 99, default));
        Assert.Equal(Van, (await ResourceVerifier.FindDamageAsync(Store, Store, Van, default))!.ResourceId);
        await RunAsync($"UPDATE event SET actor = 'x' WHERE resource = '{Van}' AND version = {Last - 500}");
        await IsFoundAsync();
    }

    private async Task IsFoundAsync()
    {
        Assert.Equal(Van, (await Assert.ThrowsAsync<ResourceDamagedException>(() => Store.LoadResourceAsync(Van, default))).ResourceId);
        Assert.Equal(Van, (await ResourceVerifier.FindDamageAsync(Store, Store, Van, default))!.ResourceId);
        Assert.Equal(_bus, A.Text(await Store.LoadResourceAsync(Bus, default)));
        Assert.Null(await ResourceVerifier.FindDamageAsync(Store, Store, Bus, default));
        Assert.NotEmpty((await Store.LoadRegistryAsync("Car", default)).Resources);
    }
}
