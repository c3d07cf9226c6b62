using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What the attributes of a type's resources may be, as the configuration declares it.</summary>
/// <param name="Declared">Each name once.</param>
/// <param name="RefusesOthers">There may be no attributes but the declared ones.</param>
[GenerateSerializer, Immutable]
public sealed record AttributeRules(ImmutableArray<AttributeRule> Declared, bool RefusesOthers)
{
    /// <summary>Any attributes.</summary>
    public static readonly AttributeRules None = new([], RefusesOthers: false);
}
