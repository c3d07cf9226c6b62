using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>An interval in a record: its two ends in microseconds, as the other tables have them.</summary>
internal sealed class IntervalJson : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var from = reader.GetInt64();
        reader.Read();
        var to = reader.GetInt64();
        reader.Read();
        return new(new(from), new(to));
    }

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.From.Microseconds);
        writer.WriteNumberValue(value.To.Microseconds);
        writer.WriteEndArray();
    }
}
