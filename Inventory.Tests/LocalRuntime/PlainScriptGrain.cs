namespace Inventory.Tests.LocalRuntime;

public sealed class PlainScriptGrain(ScriptHooks hooks) : ScriptGrain(hooks);
