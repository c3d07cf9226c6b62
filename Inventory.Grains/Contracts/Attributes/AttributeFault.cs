namespace Inventory.Contracts;

/// <summary>What is wrong with an attribute.</summary>
/// <param name="Name">Of the attribute, whether it is there or missing.</param>
/// <param name="Detail">A sentence.</param>
[GenerateSerializer, Immutable]
public sealed record AttributeFault(string Name, string Detail);
