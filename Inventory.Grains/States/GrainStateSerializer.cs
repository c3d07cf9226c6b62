using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>Writes states as readable JSON. It fails for a type that <see cref="GrainStateJson"/> does not list.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    // States go into no HTML page, so only JSON's own special characters are escaped.
    private static readonly JsonSerializerOptions Json = new(GrainStateJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, TypeOf<T>()));

    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize(input.ToMemory().Span, TypeOf<T>()) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
}
