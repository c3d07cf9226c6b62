namespace Inventory.Registers;

/// <summary>A change of a resource that the register waits for, and the name that it will take if it becomes durable.</summary>
/// <param name="name"><c>null</c> where it takes no name.</param>
/// <param name="key">The key of its request, if that is to be kept with it.</param>
/// <param name="end">Forgets it.</param>
internal sealed class PendingChange(string? name, string? key, Action<PendingChange> end) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Name => name;

    public string? Key => key;

    /// <summary>Done when the change has ended and the register shows how.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        end(this);
        _ended.SetResult();
    }
}
