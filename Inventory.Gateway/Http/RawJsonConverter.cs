using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inventory.Gateway.Http;

/// <summary>Writes a <see cref="RawJson"/> as it is. Nothing is read as one.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.IsDefaultOrEmpty ? "{}"u8 : value.Utf8.AsSpan(), skipInputValidation: true);
}
