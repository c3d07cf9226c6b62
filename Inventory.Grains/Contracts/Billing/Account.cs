using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>How a customer stands.</summary>
[GenerateSerializer, Immutable]
public sealed record Account
{
    /// <summary>What it owes; below zero what it has to its credit; <c>null</c> before the first entry.</summary>
    [Id(0)]
    public required Money? Balance { get; init; }

    /// <summary>What it will owe if all is confirmed that it holds; <c>null</c> when it holds nothing.</summary>
    [Id(1)]
    public required Money? Reserved { get; init; }

    /// <summary>A page of them, by number.</summary>
    [Id(2)]
    public required ImmutableArray<LedgerEntry> Entries { get; init; }

    [Id(3)]
    public required bool HasMore { get; init; }
}
