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
    [JsonConverter(typeof(JsonBytesConverter))]
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The answers have more than 16 MiB together, so that this body is left out. Otherwise missing.</summary>
    [JsonPropertyName("omitted")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsOmitted { get; init; }
}

/// <summary>Writes UTF-8 that is JSON already.</summary>
public sealed class JsonBytesConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => writer.WriteRawValue(value.Span, skipInputValidation: true);
}
