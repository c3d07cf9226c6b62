namespace Inventory.Registers;

/// <summary>A name that a change under way will take, if the change becomes durable.</summary>
internal sealed class NameReservation(Action free) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the change has ended and the register shows how.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        free();
        _ended.SetResult();
    }
}
