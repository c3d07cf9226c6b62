using Inventory.Domain.Refusals;

namespace Inventory.Grains.Refusals;

/// <summary>
/// The refusals of a resource that are not written yet. They are written together, so that a race of thousands costs a write in five seconds. The end of
/// the process loses those of the last five seconds.
/// </summary>
internal sealed class RefusalBuffer(IGrainBase grain, IRefusalListGrain list)
{
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(5);

    private RefusalsState _waiting = new();
    private IGrainTimer? _timer;

    public void Add(Refusal refusal)
    {
        _waiting = _waiting.Add(refusal);
        _timer ??= grain.RegisterGrainTimer(_ => TryWriteAsync(), new GrainTimerCreationOptions(WriteAfter, Timeout.InfiniteTimeSpan));
    }

    /// <exception cref="StoreUnavailableException">They wait for the next attempt.</exception>
    private async Task WriteAsync()
    {
        _timer?.Dispose();
        _timer = null;
        var written = _waiting.Latest;
        if (written.IsEmpty)
            return;
        _waiting = new();
        try
        {
            await list.Add(written);
        }
        catch
        {
            foreach (var refusal in written)
                Add(refusal);
            throw;
        }
    }

    /// <summary>The latest, with those that were not written yet.</summary>
    /// <exception cref="StoreUnavailableException">They could not be written or read.</exception>
    public async Task<ImmutableArray<Refusal>> ReadAsync()
    {
        await WriteAsync();
        return (await list.Read()).Latest;
    }

    public async Task TryWriteAsync()
    {
        try
        {
            await WriteAsync();
        }
        catch (StoreUnavailableException)
        {
            // Later: nobody waits for it.
        }
    }
}
