using Inventory.Contracts;

namespace Inventory.Gateway.Documentation;

/// <summary>The endpoint takes the attributes of a type, or is asked by them.</summary>
public sealed record AttributeMetadata(AttributeRules Rules);
