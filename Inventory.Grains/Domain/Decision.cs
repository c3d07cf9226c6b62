namespace Inventory.Domain;

/// <summary>What to answer, and what must be durable before that.</summary>
/// <param name="Answer">True once <paramref name="Change"/> is durable.</param>
/// <param name="Change"><c>null</c> where nothing changes: a refusal, or a request that asks for what already is.</param>
public readonly record struct Decision<T>(T Answer, Change? Change = null);
