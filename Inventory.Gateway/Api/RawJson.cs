using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Inventory.Gateway.Api;

/// <summary>A JSON object of a client, stored unchanged. <c>default</c> is the empty object.</summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ImmutableArray<byte> Utf8)
{
    public static void RequireObject(string member, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
            throw new JsonException($"{member} has to be an object.", $"$.{member}", null, null);
    }

    /// <summary>Checks that a stored member has a bounded size and is I-JSON (RFC 7493), so that every client can read it.</summary>
    public static bool Check(List<ValidationError> faults, string member, JsonElement value, int maxBytes = Limits.JsonBytes)
    {
        if (value.ValueKind != JsonValueKind.Object || FaultOf(JsonMarshal.GetRawUtf8Value(value), maxBytes) is not { } fault)
            return true;
        faults.Add(ValidationError.Member(member, $"{(member.Length == 0 ? "The body" : member)} {fault}."));
        return false;
    }

    public static ImmutableArray<byte> ToStored(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0 ? [.. JsonMarshal.GetRawUtf8Value(value)] : default;

    public static ImmutableArray<byte> ToPatch(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? default : [.. JsonMarshal.GetRawUtf8Value(value)];

    private static string? FaultOf(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length > maxBytes)
            return $"has {utf8.Length} bytes; it may have {maxBytes}";
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
                return "has a number out of the range of a double";
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && FaultOfText(ref reader) is { } fault)
                return fault;
        }
        return null;
    }

    private static string? FaultOfText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!.Contains('\0', StringComparison.Ordinal) ? "has a text with a NUL character" : null;
        }
        catch (InvalidOperationException)
        {
            return "has a text with an unpaired surrogate";
        }
    }
}

public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.IsDefaultOrEmpty ? "{}"u8 : value.Utf8.AsSpan(), skipInputValidation: true);
}

/// <summary>Writes instants only, infinite ones as <c>null</c>. Requests carry them as text, so that every error can be reported.</summary>
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
