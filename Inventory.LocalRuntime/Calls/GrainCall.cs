using Orleans;

namespace Inventory.LocalRuntime;

/// <summary>
/// One call of a grain's method. One that ends in its first turn on the caller's thread has its outcome at once; any other
/// pends: it has an <see cref="IAnswer"/> that the caller awaits, and a place among the calls that may become overdue.
/// </summary>
internal sealed class GrainCall(Activation target, GrainMethod method, object?[] arguments)
    : Request(target.Id.Class.IsReentrant || method.AlwaysInterleaves, method.IsReadOnly), IThreadPoolWorkItem
{
    private IAnswer? _answer;
    private Task? _outcome;
    private ExecutionContext? _callerContext;
    private Activation? _caller;
    private bool _begun;
    private volatile bool _timedOut;

    public override string Name => method.Name;
    public override bool KeepsAlive => true;
    public override bool IsAbandoned => _timedOut;

    /// <summary>The activation that it goes to.</summary>
    public Activation Target => target;

    /// <summary>Where it stands among the pending calls. Belongs to <see cref="PendingCalls"/>.</summary>
    public LinkedListNode<PendingCall>? Place { get; set; }

    /// <summary>What the caller gets: the ended task of the grain itself, or one that ends outside of the grain's turns.</summary>
    public Task Task => _answer?.Task ?? _outcome!;

    /// <summary>Pends before it begins, so that it can begin on another thread.</summary>
    public void PendBeforeItBegins()
    {
        _callerContext = ExecutionContext.Capture();
        _caller = TurnScheduler.OfThisTurn?.Activation;
        Pend();
    }

    public override void Pend()
    {
        if (_answer is not null) return;
        _answer = method.Result.NewAnswer();
        target.Runtime.Pending.Add(this);
    }

    public override Task Invoke(Grain grain)
    {
        _begun = true;
        if (_callerContext is null) return method.Invoke(grain, arguments);
        Task? task = null;
        ExecutionContext.Run(_callerContext, _ => task = method.Invoke(grain, arguments), null);
        return task!;
    }

    public override void End(Task outcome)
    {
        _outcome = outcome;
        if (_answer is not null) target.Turns.AnswerAfterTurn(this);
    }

    public override void Fail(Exception exception) => End(method.Result.Fault(exception));

    public override void MoveOn()
    {
        try
        {
            target = target.Runtime.GetActivation(target.Id);
        }
        catch (InvalidOperationException stopping)
        {
            Fail(stopping);
            return;
        }

        target.Turns.Post(this);
    }

    /// <summary>Answers the caller, whose code may go on within this method. Not for a grain's turn.</summary>
    public void Execute()
    {
        PendingCalls.Remove(this);
        _answer!.Copy(_outcome!);
    }

    /// <summary>Fails the call for its caller. If it has begun it goes on all the same, as in Orleans.</summary>
    public void TimeOut(TimeSpan limit)
    {
        _timedOut = true;
        var exception = new TimeoutException($"{target.Id}.{Name} has not answered within {limit}. {WhyItTakesSoLong()}");
        ThreadPool.UnsafeQueueUserWorkItem(
            static late => late.Answer.Fail(late.Exception), (Answer: _answer!, Exception: exception), preferLocal: false);
    }

    private string WhyItTakesSoLong() => this switch
    {
        { _begun: true } => "It has begun and is still running.",
        _ when _caller == target => $"The grain calls itself: a call cycle. The grain is {target.Doing}, which waits for this call.",
        _ => $"It has not begun: the grain is {target.Doing}. If that waits, through others even, for this call, it is a call cycle.",
    };
}
