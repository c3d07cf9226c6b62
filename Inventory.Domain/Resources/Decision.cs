using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>What to answer, and what must be durable before that.</summary>
/// <param name="Answer">True once all <paramref name="Changes"/> are durable.</param>
/// <param name="Changes">In order. None: a refusal, or a request that asks for what already is.</param>
public readonly record struct Decision<T>(T Answer, params ResourceEvent[] Changes)
{
    /// <summary>The key that is kept with the last change.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Who asked for the last change.</summary>
    public string? Actor { get; init; }
}
