namespace Inventory.Gateway.Billing;

/// <summary>What is charged for, and how much, a decimal text.</summary>
public sealed record InvoiceLineResponse(string Text, string Amount);
