using System.Collections.Concurrent;

namespace Inventory.Storage.Sqlite;

/// <summary>SQLite blocks while it reads, so reads run on the thread pool.</summary>
internal sealed class ReaderPool(string path, int size, ReadGate gate) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly SemaphoreSlim _pages = ReadShare.Of(size);
    private readonly ConcurrentBag<Reader> _readers = [];
    private volatile bool _isClosed;

    public async Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            await gate.EnterAsync(cancellation);
            try
            {
                ThrowIfClosed();
                return await Task.Run(() => Read(read), cancellation);
            }
            finally
            {
                gate.Leave();
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public Task<T> ReadPageAsync<T>(Func<Reader, T> read, CancellationToken cancellation) => _pages.ReadAsync(() => ReadAsync(read, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var i = 0; i < size; i++)
            await _free.WaitAsync();
        foreach (var reader in _readers)
            reader.Dispose();
        _free.Release(size);
    }

    private T Read<T>(Func<Reader, T> read)
    {
        Reader? reader = null;
        try
        {
            reader = _readers.TryTake(out var spare) ? spare : new(path);
            var result = read(reader);
            _readers.Add(reader);
            return result;
        }
        catch (Exception e)
        {
            // A connection is not used again after a fault.
            reader?.Dispose();
            if (e is OperationCanceledException or ResourceDamagedException or EventsArchivedException)
                throw;
            throw new StoreUnavailableException($"The database cannot be read: {e.Message}", e);
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
            throw new StoreUnavailableException("The store is closed.");
    }
}
