namespace Inventory.Gateway.Documentation;

/// <summary>The endpoint knows who asks by a signature, and not by a token.</summary>
public sealed record SignedMetadata;
