namespace Inventory.LocalRuntime;

/// <summary>
/// Runs the code of one activation one turn at a time. A turn is a piece of code between two awaits. As in Orleans it's a task
/// scheduler, so that what follows an await within a turn comes back to it. Unlike Orleans it runs a request's first turn on
/// the caller's thread when nobody else has the turn.
/// </summary>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>How much is done before others in the thread pool get their chance: some microseconds of small turns.</summary>
    private const int ItemsPerDrain = 64;

    private readonly Lock _gate = new();

    /// <summary>Tasks of this scheduler and requests that arrived, in order. Guarded by the gate.</summary>
    private readonly Queue<object> _work = new();

    /// <summary>Whether a thread has the turn or will get it in the thread pool; so always if there is work. Guarded by the gate.</summary>
    private bool _taken;

    // These belong to who has the turn. The task that is about to become it is not queued.
    private object? _turn;
    private GrainCall? _answered;

    /// <summary>The scheduler of the turn that this code is in, if it's in one.</summary>
    public static TurnScheduler? OfThisTurn => Current as TurnScheduler;

    public Activation Activation => activation;

    /// <summary>Takes the turn if nobody has it. Who has taken it lets it go by <see cref="LetGo"/>.</summary>
    public bool TryTake()
    {
        lock (_gate) return !_taken && (_taken = true);
    }

    /// <summary>Runs code on this thread as a turn that has been taken.</summary>
    public void RunTaken(Action<object?> code, object? state)
    {
        // Else awaits of the grain would go back to the caller's context instead of this scheduler.
        var context = SynchronizationContext.Current;
        if (context is not null) SynchronizationContext.SetSynchronizationContext(null);
        Task turn = new(code, state);

        // Not RunSynchronously: at the end of the stack it would queue the task and block the thread that has the turn.
        _turn = turn;
        turn.Start(this);
        _turn = null;
        TryExecuteTask(turn);
        if (context is not null) SynchronizationContext.SetSynchronizationContext(context);
        turn.GetAwaiter().GetResult();
    }

    /// <summary>Lets a taken turn go. What is left to do goes to the thread pool, for this thread is the caller's.</summary>
    public void LetGo()
    {
        (var answered, _answered) = (_answered, null);
        PassOn(preferLocal: true);
        if (answered is not null) ThreadPool.UnsafeQueueUserWorkItem(answered, preferLocal: true);
    }

    /// <summary>Adds a request, or a task of this scheduler, from any thread.</summary>
    public void Post(object work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            if (_taken) return;
            _taken = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>
    /// Answers a caller as soon as the turn has been let go, as its code must not run within. The last one answered goes on
    /// on this thread, which saves a hop; those before it in the thread pool, so that they need not wait for more turns.
    /// </summary>
    public void AnswerAfterTurn(GrainCall call)
    {
        if (_answered is not null) ThreadPool.UnsafeQueueUserWorkItem(_answered, preferLocal: true);
        _answered = call;
    }

    void IThreadPoolWorkItem.Execute()
    {
        RunTaken(static scheduler => ((TurnScheduler)scheduler!).RunWork(), this);
        (var answered, _answered) = (_answered, null);
        PassOn(preferLocal: false);
        answered?.Execute();
    }

    protected override void QueueTask(Task task)
    {
        if (task != _turn) Post(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && OfThisTurn == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return [.. _work.OfType<Task>()];
    }

    private void RunWork()
    {
        for (var done = 0; done < ItemsPerDrain; done++)
        {
            object? work;
            lock (_gate) _work.TryDequeue(out work);
            if (work is Task task) TryExecuteTask(task);
            else if (work is Request request) activation.Admit(request);
            if (!activation.Advance() && work is null) return;
        }
    }

    private void PassOn(bool preferLocal)
    {
        var more = activation.CanAdvance;
        lock (_gate) _taken = more = more || _work.Count > 0;
        if (more) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal);
    }
}
