namespace Inventory.Registers;

/// <summary>A change of a resource that the register waits for, and the name that it will take if it becomes durable.</summary>
/// <param name="name"><c>null</c> where it takes no name.</param>
/// <param name="end">Forgets it.</param>
internal sealed class PendingChange(string? name, Action<PendingChange> end) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Name => name;

    /// <summary>Done when the change has ended and the register shows how.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        end(this);
        _ended.SetResult();
    }
}
