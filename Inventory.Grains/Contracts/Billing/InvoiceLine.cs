namespace Inventory.Contracts;

/// <summary>What is charged for, in words, and how much; below zero what is given back.</summary>
[GenerateSerializer, Immutable]
public sealed record InvoiceLine(string Text, Money Amount);
