using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What a customer is to pay for something: reserved while it is held, posted when it is firm, or voided.</summary>
[GenerateSerializer, Immutable]
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
    public Instant Expires { get; init; } = Instant.Future;

    /// <summary>Who made it firm.</summary>
    [Id(3)]
    public string? Actor { get; init; }

    public Money Total() => Lines.Skip(1).Aggregate(Lines[0].Amount, (sum, line) => sum + line.Amount);
}
