using Orleans.Concurrency;

namespace Inventory.Tests.LocalRuntime;

[Reentrant]
public sealed class ReentrantScriptGrain(ScriptHooks hooks) : ScriptGrain(hooks), IReentrantScriptGrain;
