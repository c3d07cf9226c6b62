using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>A finite moment as ISO 8601, an infinite one by its sign: people read it.</summary>
internal sealed class InstantJson : JsonConverter<Instant>
{
    private const string Past = "-∞";
    private const string Future = "∞";

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
    {
        Past => Instant.Past,
        Future => Instant.Future,
        var text => Instant.From(DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime),
    };

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
