using System.Runtime.CompilerServices;

namespace Inventory.Tests;

/// <summary>The processes that tests start live for seconds. What .NET compiles once more for speed is not repaid in them: a fifth of their time.</summary>
internal static class ShortLives
{
    [ModuleInitializer]
    internal static void Begin() => Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "3000");
}
