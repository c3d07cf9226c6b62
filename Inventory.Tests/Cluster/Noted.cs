namespace Inventory.Tests.Cluster;

/// <summary>A grain's state.</summary>
public sealed class Noted
{
    public int Value { get; set; }
}
