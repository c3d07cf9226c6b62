using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Storage;

namespace Inventory.LocalRuntime;

/// <summary>
/// One life of a grain in memory: its requests. How that life begins and ends is in the other part. All but <see cref="Call"/>
/// and what says otherwise runs in turns of the activation, so the fields need no locks.
/// </summary>
internal sealed partial class Activation
{
    private readonly RequestLine _line = new();

    public Activation(GrainRuntime runtime, GrainId id)
    {
        Runtime = runtime;
        Id = id;
        Turns = new(this);
    }

    public GrainRuntime Runtime { get; }
    public GrainId Id { get; }
    public TurnScheduler Turns { get; }

    /// <summary>What it's doing, in words. From any thread.</summary>
    public string Doing => _line.Busy is { } request ? $"busy with '{request.Name}'" : $"in state {_state}";

    /// <summary>
    /// Calls the grain, from any thread. If nobody has the turn and the call may begin, its first turn runs here and now: that
    /// saves two hops between threads. Not so at the end of the stack, where a chain of calls between grains could overflow it.
    /// </summary>
    public Task Call(GrainCall call)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || !Turns.TryTake())
        {
            call.PendBeforeItBegins();
            Turns.Post(call);
        }
        else if (_state is ActivationState.Active && _reasonToEnd is null && _line.Admits(call))
        {
            Turns.RunTaken(static call => ((GrainCall)call!).Target.Begin((GrainCall)call), call);
            Turns.LetGo();
        }
        else
        {
            call.PendBeforeItBegins();
            Admit(call);
            Turns.LetGo();
        }

        return call.Task;
    }

    /// <summary>A request has arrived: it begins by <see cref="Advance"/>.</summary>
    public void Admit(Request request)
    {
        if (_state is ActivationState.Gone) request.MoveOn();
        else _line.Wait(request);
    }

    /// <summary>Whether <see cref="Advance"/> has something to do.</summary>
    public bool CanAdvance => _state switch
    {
        ActivationState.New => !_line.IsEmpty,
        ActivationState.Active when _reasonToEnd is not null => _line.Running == 0,
        ActivationState.Active => _line.HasNext,
        ActivationState.Activating or ActivationState.Deactivating or ActivationState.Gone => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Does the next thing that is to be done, if there is one: activate, begin a request, deactivate.</summary>
    public bool Advance()
    {
        if (!CanAdvance) return false;
        if (_state is ActivationState.New) _ = ActivateAsync();
        else if (_reasonToEnd is not null) _ = DeactivateAsync(_reasonToEnd.Value);
        else BeginNext();
        return true;
    }

    private void BeginNext()
    {
        if (_line.TryTakeNext(out var request) && !request.IsAbandoned) Begin(request);
    }

    private void Begin(Request request)
    {
        var task = request.Invoke(_grain!);
        if (task.IsCompleted)
        {
            End(request, task);
            return;
        }

        _line.Enter(request);
        request.Pend();
        task.ContinueWith(
            static (task, ended) =>
            {
                var (activation, request) = ((Activation, Request))ended!;
                activation._line.Leave(request);
                activation.End(request, task);
            },
            (this, request),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.DenyChildAttach,
            Turns);
    }

    private void End(Request request, Task outcome)
    {
        if (outcome.IsFaulted) EndIfInconsistent(outcome.Exception);
        if (request.KeepsAlive) Volatile.Write(ref _lastUsed, Runtime.Time.GetTimestamp());
        request.End(outcome);
    }

    // Only the activation whose state is old, not those that called it.
    private void EndIfInconsistent(AggregateException failure)
    {
        if (failure.InnerException is not InconsistentStateException { IsSourceActivation: true } inconsistent) return;
        inconsistent.IsSourceActivation = false;
        _reasonToEnd ??= new(DeactivationReasonCode.ApplicationError, inconsistent.Message);
    }
}
