namespace Inventory.Store;

/// <summary>Writes a state that many turns change: one write at a time, and each takes along all that has changed before it begins.</summary>
internal sealed class SharedWrite(Func<Task> write)
{
    private Task _current = Task.CompletedTask;
    private Task? _next;

    /// <returns>Done when what has changed so far is durable.</returns>
    public Task WriteAsync()
    {
        if (_next is not null)
            return _next;
        return _current.IsCompleted ? _current = write() : _next = AfterAsync(_current);
    }

    private async Task AfterAsync(Task current)
    {
        // Who waits for that one is told how it ended.
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (_current, _next) = (_next!, null);
        await write();
    }
}
