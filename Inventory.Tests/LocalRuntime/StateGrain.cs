using Orleans.Runtime;

namespace Inventory.Tests.LocalRuntime;

public sealed class StateGrain(
    [PersistentState("first")] IPersistentState<StateGrain.Note> first, ScriptHooks hooks, [PersistentState("second")] IPersistentState<StateGrain.Note> second)
    : Grain, IStateGrain
{
    public IPersistentState<Note> First => first;
    public IPersistentState<Note> Second => second;

    /// <summary>What was in the first state when the grain was activated.</summary>
    public string? AtActivation { get; private set; }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        AtActivation = first.State.Text;
        hooks.OnMade();
        return Task.CompletedTask;
    }

    public Task Run(Func<StateGrain, Task> script) => script(this);

    public sealed record Note
    {
        public string? Text { get; init; }
    }
}
