using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private volatile ActivationState _state;
    private AsyncServiceScope _scope;
    private Grain? _grain;

    /// <summary>Set once it's to end: no request begins any more, and it ends when those that run have.</summary>
    private DeactivationReason? _reasonToEnd;
    private CancellationToken _hurry;
    private TaskCompletionSource? _gone;

    /// <summary>The services of this activation.</summary>
    public IServiceProvider Services => _scope.ServiceProvider;

    /// <summary>Whether callers should look for the next activation. From any thread; those that don't see it yet are sent on.</summary>
    public bool IsGone => _state is ActivationState.Gone;

    private Task InTurn(Func<Task> code) =>
        Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Turns).Unwrap();

    private Task End(DeactivationReason reason)
    {
        if (_state is ActivationState.Gone) return Task.CompletedTask;
        _reasonToEnd ??= reason;
        _gone ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _gone.Task;
    }

    private async Task ActivateAsync()
    {
        _state = ActivationState.Activating;
        try
        {
            using var limit = new CancellationTokenSource(Runtime.Options.ResponseTimeout, Runtime.Time);
            _scope = Runtime.Services.CreateAsyncScope();
            var states = Id.Class.NewStates(Services, Id.Key);
            _grain = Id.Class.Create(Services, states);
            foreach (var state in states) await state.ReadStateAsync();
            await _grain.OnActivateAsync(limit.Token);
        }
        catch (Exception exception)
        {
            Runtime.Logger.ActivationFailed(exception, Id);
            await DisposeAsync();
            LeaveAndSendOn(exception);
            return;
        }

        Volatile.Write(ref _lastUsed, Runtime.Time.GetTimestamp());
        _state = ActivationState.Active;

        // Without this, a grain that always deactivates itself while it activates would never answer.
        if (_reasonToEnd is not null) BeginNext();
    }

    private async Task DeactivateAsync(DeactivationReason reason)
    {
        _state = ActivationState.Deactivating;
        try
        {
            DisposeTimers();
            using var limit = new CancellationTokenSource(Runtime.Options.ResponseTimeout, Runtime.Time);
            await using var hurry = _hurry.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
            await _grain!.OnDeactivateAsync(reason, limit.Token);
        }
        catch (Exception exception)
        {
            Runtime.Logger.DeactivationFailed(exception, Id);
        }

        await DisposeAsync();
        LeaveAndSendOn(failure: null);
    }

    /// <summary>Leaves the directory, and only then sends the requests on, so that they find the next activation.</summary>
    private void LeaveAndSendOn(Exception? failure)
    {
        _state = ActivationState.Gone;
        _grain = null;
        Runtime.Forget(this);
        while (_line.TryTakeFirst(out var request))
            if (failure is null) request.MoveOn();
            else request.Fail(failure);
        _gone?.SetResult();
    }

    /// <summary>Disposes of the grain, if it can be, and of its services.</summary>
    private async Task DisposeAsync()
    {
        try
        {
            DisposeTimers();
            if (_grain is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (_grain is IDisposable disposable) disposable.Dispose();
            await _scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Runtime.Logger.DeactivationFailed(exception, Id);
        }
    }
}
