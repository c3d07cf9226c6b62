using Inventory.Domain.Allocations;
using Inventory.Domain.Imports;
using Inventory.Domain.Time;
using Inventory.Grains.Configuration;
using Inventory.Grains.Imports;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Imports;

/// <summary>Of a pool, a row that takes effect twice does not overlap itself: it takes twice as much.</summary>
public sealed class PoolImportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = Sample.Clock();
    private GrainCluster _cluster = null!;
    private IResourceGrain _lot = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(new MemoryStore(_clock), silos: 1, clock: _clock, limits: new LimitsOptions { IdempotencyRetentionSeconds = 60 });
        _lot = _cluster.Grains.GetResource((await _cluster.Grains.GetRegistry("Lot").Create(new("Lot1", default) { Units = 5 })).Resource!.Id);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Rows_that_took_effect_before_their_keys_were_forgotten_take_none_again(bool isReleased)
    {
        ImportRow[] rows = [Row(2, 0, 10, 3), Row(3, 0, 10, 2), Row(4, 10, 20, 1)];
        var import = Draft() with { Status = ImportStatus.Running, Progressed = _clock.Now() };
        var grain = await BeginAsync(import, rows);
        // As before a crash, after which nobody has counted it.
        var made = (await _lot.Allocate(RequestOf(rows[0]) with { Id = import.IdOf(rows[0]), Key = import.KeyOf(rows[0]) })).Allocation!;
        if (isReleased)
            await _lot.Release(new() { ResourceType = "Lot", AllocationId = made.Id });
        _clock.Advance(TimeSpan.FromSeconds(61));
        var done = await EndAsync(grain);
        Assert.Equal((3, 0), (done.Applied, done.Refused));
        var there = (await _lot.ListAllocations(new() { ResourceType = "Lot", Window = Interval.Always, Limit = 10 })).Allocations;
        Assert.Equal(isReleased ? [2, 1] : [1, 2, 3], there.OrderBy(allocation => isReleased ? -allocation.Units : allocation.Units).Select(allocation => allocation.Units));
    }

    [Fact]
    public async Task A_check_counts_the_units_of_others_and_of_earlier_rows()
    {
        Assert.True((await _lot.Allocate(RequestOf(Row(1, 5, 15, 2)))).IsAllocated);
        // The fourth and the last are one unit too much, beside the row before them.
        ImportRow[] rows = [Row(2, 0, 5, 5), Row(3, 0, 20, 1) with { Allocation = new("Lot1", Sample.Interval(15, 20), "booking", null, null, 4) }, Row(4, 5, 10, 2), Row(5, 9, 11, 2), Row(6, 10, 15, 3), Row(7, 19, 30, 2)];
        var grain = await BeginAsync(Draft() with { Status = ImportStatus.Running, IsCheck = true }, rows);
        var done = await EndAsync(grain);
        Assert.Equal((4, 2), (done.Applied, done.Refused));
        Assert.Equal([(5L, "capacity"), (7, "capacity")], (await grain.ReadRefused(0)).Select(row => (row.Line, row.Reason.Split(':')[0])));
    }

    private static AllocateRequest RequestOf(ImportRow row) =>
        new() { ResourceType = "Lot", Interval = row.Allocation!.Interval, Details = new() { Type = row.Allocation.Type }, Units = row.Allocation.Units };

    private static ImportRow Row(long line, long from, long to, int units) =>
        new() { Line = line, Cells = ["Lot1"], Allocation = new("Lot1", Sample.Interval(from, to), "booking", null, null, units) };

    private Import Draft() => new()
    {
        Id = Guid.CreateVersion7(), ResourceType = "Lot", Kind = ImportKind.Allocations, IsCheck = false, Columns = ["resource"], Created = _clock.Now(),
    };

    private async Task<IImportGrain> BeginAsync(Import import, ImportRow[] rows)
    {
        var grain = _cluster.Grains.GetImport(import.Id);
        await grain.Begin(import);
        await grain.Append(0, [.. rows]);
        return grain;
    }

    private static async Task<Import> EndAsync(IImportGrain grain)
    {
        Assert.True(await grain.Resume());
        var import = (await grain.Read())!;
        await Eventually.HoldsAsync(async () => (import = (await grain.Read())!).IsEnded, () => $"It is {import.Status}.");
        return import;
    }
}
