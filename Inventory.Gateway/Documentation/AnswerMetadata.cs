namespace Inventory.Gateway.Documentation;

/// <summary>What a status means for one endpoint.</summary>
public sealed record AnswerMetadata(int Status, string Description);
