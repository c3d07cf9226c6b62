using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>The answer is true once all changes are durable. Without changes it is a refusal, or everything is already as requested.</summary>
public readonly record struct Decision<T>(T Answer, params ResourceEvent[] Changes)
{
    /// <summary>Stored with the last change.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Of several requests that are decided as one: a key for each change, in place of <see cref="Key"/>.</summary>
    public IReadOnlyList<IdempotencyKey?>? Keys { get; init; }

    /// <summary>Stored with the last change.</summary>
    public string? Actor { get; init; }

    /// <summary>Changes that follow in the same commit, and that nobody asked for.</summary>
    public ResourceEvent[] Then { get; init; } = [];
}
