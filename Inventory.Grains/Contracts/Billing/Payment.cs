namespace Inventory.Contracts;

/// <summary>Money that came in.</summary>
[GenerateSerializer, Immutable]
public sealed record Payment
{
    /// <summary>What is recorded twice under this id is recorded once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Of what was asked for: the same id with another is a mistake.</summary>
    [Id(1)]
    public long Fingerprint { get; init; }

    /// <summary>Above zero.</summary>
    [Id(2)]
    public required Money Amount { get; init; }

    /// <summary>For people: how it came, and its reference.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary>Who recorded it.</summary>
    [Id(4)]
    public string? Actor { get; init; }
}
