using Orleans.Concurrency;

namespace Inventory.Tests.LocalRuntime;

/// <summary>A grain that runs what the test gives it, under each of the rules for interleaving. Possible in one process only.</summary>
public interface IScriptGrain : IGrainWithStringKey
{
    Task Run(Func<ScriptGrain, Task> script);

    [AlwaysInterleave]
    Task RunInterleaving(Func<ScriptGrain, Task> script);

    [ReadOnly]
    Task RunReadOnly(Func<ScriptGrain, Task> script);
}
