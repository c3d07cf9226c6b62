using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Inventory.Grains.States;

/// <summary>States as JSON that people can read. A type that <see cref="GrainStateJson"/> does not name is a fault.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    // A state goes into no page, so only what JSON needs is escaped.
    private static readonly JsonSerializerOptions Json = new(GrainStateJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, TypeOf<T>()));

    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize(input.ToMemory().Span, TypeOf<T>()) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
}
