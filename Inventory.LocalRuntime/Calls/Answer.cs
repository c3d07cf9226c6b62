namespace Inventory.LocalRuntime;

/// <summary>The answer of a method without a result.</summary>
internal sealed class Answer : TaskCompletionSource, IAnswer
{
    Task IAnswer.Task => Task;

    void IAnswer.Copy(Task outcome) => TrySetFromTask(outcome);

    void IAnswer.Fail(Exception exception) => TrySetException(exception);
}
