namespace Inventory.Grains.Resources;

/// <summary>Whoever has it decides for the resource; the resource itself waits.</summary>
/// <remarks>Not thread-safe: one grain uses it. Those who wait get it in the order in which they came.</remarks>
internal sealed class PipelineLock
{
    private TaskCompletionSource? _held;
    private Guid _token;

    public bool IsHeld => _held is not null;

    /// <summary>Returns when nobody has it, for this moment.</summary>
    public async ValueTask WaitAsync()
    {
        while (_held is { } held)
            await held.Task;
    }

    public async ValueTask TakeAsync(Guid token)
    {
        await WaitAsync();
        (_held, _token) = (new(TaskCreationOptions.RunContinuationsAsynchronously), token);
    }

    /// <returns>False if somebody else has it, or nobody.</returns>
    public bool End(Guid token)
    {
        if (_held is not { } held || _token != token)
            return false;
        _held = null;
        held.SetResult();
        return true;
    }
}
