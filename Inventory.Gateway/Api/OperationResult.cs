using System.Text.Json;

namespace Inventory.Gateway.Api;

/// <summary>What an operation of a batch would have been answered by itself.</summary>
public sealed record OperationResult
{
    public required string Id { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The JSON of the answer, or a text if it is no JSON; <c>null</c> if it has none.</summary>
    [AnyJson]
    public required JsonElement Body { get; init; }

    /// <summary>The answers have more than 16 MiB together, so that this body is left out. Otherwise missing.</summary>
    [JsonPropertyName("omitted")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsOmitted { get; init; }
}
