using System.Runtime.CompilerServices;

namespace Inventory.Tests;

/// <summary>The suite's processes live for seconds: measuring their methods to compile them better later costs a fifth of their processor time and is never repaid.</summary>
internal static class ShortProcesses
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
}
