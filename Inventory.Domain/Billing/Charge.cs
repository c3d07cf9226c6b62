using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

/// <summary>Reserved while it is held, then posted or voided.</summary>
[GenerateSerializer, Immutable, Alias("inventory.charge")]
public sealed record Charge
{
    /// <summary>The same id is charged only once: for example the id of a booking or order.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>At least one, all in the account's currency.</summary>
    [Id(1)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    /// <summary>The end of the reservation.</summary>
    [Id(2)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    [Id(3)]
    public string? Actor { get; init; }

    public Money Total() => Lines.Skip(1).Aggregate(Lines[0].Amount, (sum, line) => sum + line.Amount);
}

[GenerateSerializer, Immutable, Alias("inventory.refund")]
public sealed record Refund
{
    /// <summary>The same id is refunded only once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string ChargeId { get; init; }

    /// <summary>At least one; amounts are above zero.</summary>
    [Id(2)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    [Id(3)]
    public string? Actor { get; init; }
}

[GenerateSerializer, Immutable, Alias("inventory.payment")]
public sealed record Payment
{
    /// <summary>The same id is recorded only once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Of the request: the same id with another fingerprint is a mistake.</summary>
    [Id(1)]
    public long Fingerprint { get; init; }

    /// <summary>Above zero.</summary>
    [Id(2)]
    public required Money Amount { get; init; }

    /// <summary>For people: how the money came, and its reference.</summary>
    [Id(3)]
    public required string Text { get; init; }

    [Id(4)]
    public string? Actor { get; init; }
}
