using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

public sealed class ReaderPoolTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Whoever_reads_page_after_page_leaves_connections_for_others()
    {
        await using var store = await _directory.OpenAsync();
        await using var pool = new ReaderPool(_directory.Database, size: 2, new ReadGate());
        using var end = new ManualResetEventSlim();
        var pages = Enumerable.Range(0, 8).Select(n => pool.ReadPageAsync(_ => { end.Wait(); return n; }, default)).ToList();
        Assert.Equal(7, await pool.ReadAsync(_ => 7, default));
        end.Set();
        Assert.Equal(Enumerable.Range(0, 8), await Task.WhenAll(pages));
    }

    [Fact]
    public async Task A_page_that_waits_can_be_given_up()
    {
        await using var store = await _directory.OpenAsync();
        await using var pool = new ReaderPool(_directory.Database, size: 2, new ReadGate());
        using var end = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = pool.ReadPageAsync(_ => { end.Wait(); return 1; }, default);
        var second = pool.ReadPageAsync(_ => 2, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        end.Set();
        Assert.Equal(1, await first);
    }

    public void Dispose() => _directory.Dispose();
}
