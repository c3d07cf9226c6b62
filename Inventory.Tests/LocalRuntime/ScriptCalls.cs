namespace Inventory.Tests.LocalRuntime;

internal static class ScriptCalls
{
    /// <summary>Runs code without an await in it.</summary>
    public static Task Do(this IScriptGrain grain, Action<ScriptGrain> script) => grain.Run(self =>
    {
        script(self);
        return Task.CompletedTask;
    });

    /// <summary>Which instance answers.</summary>
    public static async Task<ScriptGrain> Instance(this IScriptGrain grain)
    {
        ScriptGrain? instance = null;
        await grain.Do(self => instance = self);
        return instance!;
    }
}
