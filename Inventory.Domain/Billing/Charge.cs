using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Domain.Billing;

/// <summary>What a customer is to pay for something: reserved while it is held, posted when it is firm, or voided.</summary>
[GenerateSerializer, Immutable, Alias("inventory.charge")]
public sealed record Charge
{
    /// <summary>Of what is charged for, such as a booking's or an order's id: whatever is asked for a charge twice happens once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>One at least, all in the account's currency.</summary>
    [Id(1)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    /// <summary>Until when it is reserved, if it is.</summary>
    [Id(2)]
    public Instant Expires { get; init; } = Instant.PlusInfinity;

    /// <summary>Who made it firm.</summary>
    [Id(3)]
    public string? Actor { get; init; }

    public Money Total() => Lines.Skip(1).Aggregate(Lines[0].Amount, (sum, line) => sum + line.Amount);
}

/// <summary>What is given back of a charge that was posted.</summary>
[GenerateSerializer, Immutable, Alias("inventory.refund")]
public sealed record Refund
{
    /// <summary>What is asked for twice by this happens once.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string ChargeId { get; init; }

    /// <summary>One at least; what is given back, above zero.</summary>
    [Id(2)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(3)]
    public string? Actor { get; init; }
}

/// <summary>Money that came in.</summary>
[GenerateSerializer, Immutable, Alias("inventory.payment")]
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
