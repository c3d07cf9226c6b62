namespace Inventory.Gateway.Health;

/// <summary>The answer of a probe.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthResponse(string Status);
