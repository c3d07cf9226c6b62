namespace Inventory.Storage.Sqlite;

/// <summary>Any thread adds; only the writer takes.</summary>
internal sealed class RequestQueue(int maxBatch, int maxWaiting)
{
    private readonly object _gate = new();
    private readonly Queue<PendingWrite> _writes = new();
    private readonly List<PendingRead> _reads = [];
    private bool _isWoken;
    private bool _isClosed;
    private bool _isWriterWaiting;

    /// <summary>The writes that wait.</summary>
    public int Length
    {
        get
        {
            lock (_gate)
                return _writes.Count;
        }
    }

    /// <summary>False when the queue is closed or full.</summary>
    public bool TryAdd(PendingWrite write)
    {
        lock (_gate)
        {
            if (_isClosed || _writes.Count >= maxWaiting)
                return false;
            _writes.Enqueue(write);
            Signal();
            return true;
        }
    }

    /// <summary>False when the queue is closed or full.</summary>
    public bool TryAdd(PendingRead read)
    {
        lock (_gate)
        {
            if (_isClosed || _reads.Count >= maxWaiting)
                return false;
            _reads.Add(read);
            Signal();
            return true;
        }
    }

    public void SignalIdle()
    {
        lock (_gate)
        {
            _isWoken = true;
            Signal();
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Signal();
        }
    }

    /// <summary>Takes one batch of writes in order, and all reads. False when the queue is closed and empty.</summary>
    public bool Dequeue(WriterBatch batch, bool wait)
    {
        lock (_gate)
        {
            while (wait && !_isClosed && !_isWoken && _writes.Count == 0 && _reads.Count == 0)
            {
                _isWriterWaiting = true;
                Monitor.Wait(_gate);
                _isWriterWaiting = false;
            }
            _isWoken = false;
            var isEnd = _isClosed && _writes.Count == 0 && _reads.Count == 0;
            while (batch.Writes.Count < maxBatch && _writes.TryDequeue(out var write))
                batch.Writes.Add(write);
            batch.Reads.AddRange(_reads);
            _reads.Clear();
            return !isEnd;
        }
    }

    private void Signal()
    {
        if (_isWriterWaiting)
            Monitor.Pulse(_gate);
    }
}
