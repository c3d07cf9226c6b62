namespace Inventory.Silo.Membership;

/// <summary>
/// The right to answer from memory. The database renews it only for a silo that nobody has declared dead, and who declares it dead waits until it has ended:
/// what another silo does with this one's grains comes after the last answer that this one gave. 004-fence.sql is the other side.
/// </summary>
internal sealed class MembershipLease(TimeProvider clock)
{
    /// <summary>Counted from before the renewal was sent. The database counts half a second more.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer waits for a renewal. Less than the caller waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly long _created = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private long _end;
    private TaskCompletionSource _renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The time to pass to <see cref="Renew"/>: taken before the database is asked.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_created);

    private bool IsFresh => Now.Ticks < Volatile.Read(ref _end);

    public void Renew(TimeSpan asked)
    {
        lock (_gate)
        {
            Volatile.Write(ref _end, (asked + Duration).Ticks);
            _renewal.SetResult();
            _renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>For a silo that will not answer any more.</summary>
    public void End() => Volatile.Write(ref _end, 0);

    /// <summary>Returns while the lease lasts, after a renewal if that is needed.</summary>
    /// <exception cref="TimeoutException">There was none: a request with a key is worth sending again, for the others may have taken over.</exception>
    public Task RequireAsync() => IsFresh ? Task.CompletedTask : WaitAsync();

    private async Task WaitAsync()
    {
        var deadline = Now + Patience;
        while (true)
        {
            Task renewal;
            lock (_gate)
                renewal = _renewal.Task;
            if (IsFresh)
                return;
            try
            {
                await renewal.WaitAsync(TimeSpan.FromTicks(Math.Max(0, (deadline - Now).Ticks)), clock);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException("This silo does not know whether the others still count on it, and answers nothing from memory.", e);
            }
        }
    }
}
