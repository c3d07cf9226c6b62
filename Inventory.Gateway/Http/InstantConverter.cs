using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Gateway.Http;

/// <summary>Writes an <see cref="Instant"/>; see <see cref="Instants"/>. Infinite ones are <c>null</c>. Requests carry texts, which are checked, and are not read as one.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        if (!value.IsFinite)
        {
            writer.WriteNullValue();
            return;
        }
        Span<byte> text = stackalloc byte[32];
        var moment = value.ToDateTime();
        var hasFraction = value.Microseconds % 1_000_000 != 0;
        moment.TryFormat(text, out var length, hasFraction ? "yyyy-MM-ddTHH:mm:ss.FFFFFF" : "s", CultureInfo.InvariantCulture);
        text[length++] = (byte)'Z';
        writer.WriteStringValue(text[..length]);
    }
}
