namespace Inventory.Storage.Sqlite;

/// <summary>Stops new reads while the WAL should restart, which SQLite does only without readers.</summary>
internal sealed class ReadGate
{
    private readonly object _gate = new();
    private TaskCompletionSource? _opening;
    private int _reads;

    /// <summary>The last read has ended while the gate is closed.</summary>
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

    /// <summary>True when no read is in progress; otherwise <see cref="Emptied"/> follows.</summary>
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
