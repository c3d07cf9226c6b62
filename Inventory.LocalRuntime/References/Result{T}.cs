namespace Inventory.LocalRuntime;

/// <summary>Task or ValueTask of T. Made by reflection.</summary>
internal sealed class Result<T>(bool isValueTask) : MethodResult
{
    public override IAnswer NewAnswer() => new Answer<T>();

    public override Task Fault(Exception exception) => Task.FromException<T>(exception);

    public override object AsDeclared(Task task) => isValueTask ? new ValueTask<T>((Task<T>)task) : task;
}
