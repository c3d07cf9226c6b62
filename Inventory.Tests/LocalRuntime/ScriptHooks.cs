namespace Inventory.Tests.LocalRuntime;

/// <summary>What script grains do when they are made, activated and deactivated. A service, so that a test sets it first.</summary>
public sealed class ScriptHooks
{
    public Action OnMade { get; set; } = () => { };
    public Func<ScriptGrain, CancellationToken, Task> OnActivate { get; set; } = (_, _) => Task.CompletedTask;
    public Func<ScriptGrain, DeactivationReason, CancellationToken, Task> OnDeactivate { get; set; } = (_, _, _) => Task.CompletedTask;
}
