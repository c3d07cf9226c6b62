namespace Inventory.Domain.Refusals;

/// <summary>The latest refusals of a resource, by their last time.</summary>
[GenerateSerializer, Immutable, Alias("inventory.refusals-state")]
public sealed record RefusalsState
{
    public const int MaxRefusals = 50;

    [Id(0)]
    public ImmutableArray<Refusal> Latest { get; init; } = [];

    public RefusalsState Add(Refusal refusal)
    {
        var repeated = Latest.LastOrDefault(refusal.IsRepeatOf);
        var all = (repeated is null ? Latest : Latest.Remove(repeated)).Add(repeated?.Repeated(refusal) ?? refusal);
        return this with { Latest = all.Length > MaxRefusals ? all[^MaxRefusals..] : all };
    }

    public bool Equals(RefusalsState? other) => other is not null && Latest.AsSpan().SequenceEqual(other.Latest.AsSpan());

    public override int GetHashCode() => Latest.Length;
}
