using Inventory.Gateway.Http;

namespace Inventory.Gateway.Documentation;

/// <summary>The problems that one endpoint may answer with, besides those that every endpoint may.</summary>
public sealed record ProblemMetadata(IReadOnlyList<ProblemType> Problems);
