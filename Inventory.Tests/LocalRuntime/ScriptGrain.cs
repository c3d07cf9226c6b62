namespace Inventory.Tests.LocalRuntime;

public abstract class ScriptGrain : Grain, IScriptGrain
{
    private readonly ScriptHooks _hooks;

    protected ScriptGrain(ScriptHooks hooks)
    {
        _hooks = hooks;
        hooks.OnMade();
    }

    /// <summary>State for scripts, without any protection against races.</summary>
    public int Count { get; set; }

    public new IGrainFactory GrainFactory => base.GrainFactory;
    public new IServiceProvider ServiceProvider => base.ServiceProvider;

    public new void DeactivateOnIdle() => base.DeactivateOnIdle();

    public new void DelayDeactivation(TimeSpan time) => base.DelayDeactivation(time);

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _hooks.OnActivate(this, cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _hooks.OnDeactivate(this, reason, cancellationToken);

    public Task Run(Func<ScriptGrain, Task> script) => script(this);

    public Task RunInterleaving(Func<ScriptGrain, Task> script) => script(this);

    public Task RunReadOnly(Func<ScriptGrain, Task> script) => script(this);
}
