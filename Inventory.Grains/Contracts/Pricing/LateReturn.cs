namespace Inventory.Contracts;

/// <summary>What it costs to come back late.</summary>
/// <param name="Grace">So late is not late.</param>
/// <param name="Every">Each of these that has begun since the end counts; above zero.</param>
/// <param name="Price">For one of them.</param>
[GenerateSerializer, Immutable]
public sealed record LateReturn(TimeSpan Grace, TimeSpan Every, Money Price);
