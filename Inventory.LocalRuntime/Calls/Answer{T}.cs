namespace Inventory.LocalRuntime;

/// <summary>The answer of a method with a result.</summary>
internal sealed class Answer<T> : TaskCompletionSource<T>, IAnswer
{
    Task IAnswer.Task => Task;

    void IAnswer.Copy(Task outcome) => TrySetFromTask((Task<T>)outcome);

    void IAnswer.Fail(Exception exception) => TrySetException(exception);
}
