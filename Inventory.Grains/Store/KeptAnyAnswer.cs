using Inventory.Domain;

namespace Inventory.Store;

/// <summary>What a request that any resource of a type could meet has made.</summary>
/// <param name="ResourceId">The resource that met it.</param>
/// <param name="Answer">The allocation that it made.</param>
public sealed record KeptAnyAnswer(Guid ResourceId, KeptAnswer Answer);
