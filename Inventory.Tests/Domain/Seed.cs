namespace Inventory.Tests.Domain;

/// <summary>The seeds of random tests. The variable INVENTORY_SEED, as a failure names it, plays that failure again.</summary>
internal static class Seed
{
    public static int Next() => int.TryParse(Environment.GetEnvironmentVariable("INVENTORY_SEED"), out var seed) ? seed : Random.Shared.Next();
}
