using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>Asks for resources by one of their attributes.</summary>
/// <param name="Name">Of a member of the attributes, itself and not within another one.</param>
/// <param name="AnyOf">Its value is one of these, each of a type of its own. Arrays and objects are none.</param>
[GenerateSerializer, Immutable]
public sealed record AttributeFilter(string Name, ImmutableArray<AttributeValue> AnyOf);
