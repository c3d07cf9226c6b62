namespace Inventory.Silo.Hosting;

/// <summary>The local runtime is for one process: there is nothing to run here.</summary>
internal static class SiloHost
{
    /// <summary>EX_UNAVAILABLE of sysexits.h: what was asked for is not there.</summary>
    private const int Unavailable = 69;

    public static async Task<int> RunAsync(string[] args)
    {
        _ = args;
        await Console.Error.WriteLineAsync(
            "Inventory.Silo is a node of an Orleans cluster, and this build has the local runtime: add a package feed that has Microsoft Orleans, and build with InventoryRuntime=Orleans.");
        return Unavailable;
    }
}
