namespace Inventory.Tests.LocalRuntime;

/// <summary>A grain with two states, that runs what the test gives it.</summary>
public interface IStateGrain : IGrainWithStringKey
{
    Task Run(Func<StateGrain, Task> script);
}
