namespace Inventory.LocalRuntime;

/// <summary>Task or ValueTask.</summary>
internal sealed class NoResult(bool isValueTask) : MethodResult
{
    public override IAnswer NewAnswer() => new Answer();

    public override Task Fault(Exception exception) => Task.FromException(exception);

    public override object AsDeclared(Task task) => isValueTask ? new ValueTask(task) : task;
}
