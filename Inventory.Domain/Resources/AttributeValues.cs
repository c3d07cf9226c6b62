using System.Globalization;
using System.Text.Json;

namespace Inventory.Domain.Resources;

public static class AttributeValues
{
    /// <summary>A member's value; for a string with a moment, the moment too. Empty for <c>null</c>, arrays, objects and missing members.</summary>
    public static ImmutableArray<AttributeValue> Of(ImmutableArray<byte> attributes, string name)
    {
        if (attributes.IsDefaultOrEmpty)
            return [];
        var json = new Utf8JsonReader(attributes.AsSpan());
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = json.ValueTextEquals(name);
            json.Read();
            if (isWanted)
                return Of(ref json);
            json.Skip();
        }
        return [];
    }

    /// <summary>The value itself. Empty for <c>null</c>, arrays and objects.</summary>
    public static ImmutableArray<AttributeValue> Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [AttributeValue.Of(value.GetString()!)],
        JsonValueKind.Number => [AttributeValue.Of(value.GetDouble())],
        JsonValueKind.True or JsonValueKind.False => [AttributeValue.Of(value.GetBoolean())],
        JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null => [],
    };

    private static ImmutableArray<AttributeValue> Of(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => Of(json.GetString()!),
        JsonTokenType.Number => [AttributeValue.Of(json.GetDouble())],
        JsonTokenType.True or JsonTokenType.False => [AttributeValue.Of(json.GetBoolean())],
        _ => [],
    };

    private static ImmutableArray<AttributeValue> Of(string text) =>
        Rfc3339.TryParse(text, out var moment) ? [AttributeValue.Of(text), AttributeValue.Of(moment)] : [AttributeValue.Of(text)];
}

/// <summary>Equal values have equal texts: 1.0 and 1, or a moment with two offsets. An integer is a number.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attribute-value")]
public readonly record struct AttributeValue(AttributeType Type, string Text)
{
    public static AttributeValue Of(string text) => new(AttributeType.String, text);

    // Adding zero turns -0 into 0.
    public static AttributeValue Of(double number) =>
        new(AttributeType.Number, (number + 0.0).ToString("R", CultureInfo.InvariantCulture));

    public static AttributeValue Of(bool value) => new(AttributeType.Boolean, value ? "true" : "false");

    public static AttributeValue Of(Instant moment) =>
        new(AttributeType.DateTime, moment.Microseconds.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Matches a top-level attribute that has one of the values. Arrays and objects never match.</summary>
[GenerateSerializer, Immutable, Alias("inventory.attribute-filter")]
public sealed record AttributeFilter(string Name, ImmutableArray<AttributeValue> AnyOf);
