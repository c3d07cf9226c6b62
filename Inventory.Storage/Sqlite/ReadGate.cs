namespace Inventory.Storage.Sqlite;

/// <summary>
/// Counts the reads under way, and keeps new ones waiting while the WAL is to begin again, which SQLite does only when nobody reads from it.
/// </summary>
internal sealed class ReadGate
{
    private readonly object _gate = new();
    private TaskCompletionSource? _opening;
    private int _reads;

    /// <summary>The last read has ended while new ones waited.</summary>
    public event Action? Emptied;

    public async ValueTask EnterAsync(CancellationToken cancellation)
    {
        while (TryEnter() is { } opening)
            await opening.WaitAsync(cancellation);
    }

    public void Leave()
    {
        bool isEmptied;
        lock (_gate)
            isEmptied = --_reads == 0 && _opening is not null;
        if (isEmptied)
            Emptied?.Invoke();
    }

    /// <summary>Lets no new read begin.</summary>
    /// <returns>Whether none is under way. If one is, <see cref="Emptied"/> follows.</returns>
    public bool TryClose()
    {
        lock (_gate)
        {
            _opening ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reads == 0;
        }
    }

    public void Open()
    {
        lock (_gate)
        {
            _opening?.SetResult();
            _opening = null;
        }
    }

    private Task? TryEnter()
    {
        lock (_gate)
        {
            if (_opening is null)
                _reads++;
            return _opening?.Task;
        }
    }
}
