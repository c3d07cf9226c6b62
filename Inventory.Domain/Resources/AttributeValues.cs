using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>Reads what resources can be found by.</summary>
public static class AttributeValues
{
    /// <param name="attributes">A JSON object in UTF-8; <c>default</c> is the empty one.</param>
    /// <param name="name">Of one of its members.</param>
    /// <returns>
    /// Its value; of a string that is a moment, the moment too. None of <c>null</c>, arrays and objects, and where there is no such member.
    /// </returns>
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

/// <summary>
/// A value that resources can be found by. Equal values are equal here, however they are written: 1.0 and 1, or a moment with this offset
/// and with that.
/// </summary>
/// <param name="Type">Of the value; an integer is a number.</param>
/// <param name="Text">The same for equal values.</param>
[GenerateSerializer, Immutable, Alias("inventory.attribute-value")]
public readonly record struct AttributeValue(AttributeType Type, string Text)
{
    public static AttributeValue Of(string text) => new(AttributeType.String, text);

    // Adding zero makes one of the two zeros.
    public static AttributeValue Of(double number) =>
        new(AttributeType.Number, (number + 0.0).ToString("R", CultureInfo.InvariantCulture));

    public static AttributeValue Of(bool value) => new(AttributeType.Boolean, value ? "true" : "false");

    public static AttributeValue Of(Instant moment) =>
        new(AttributeType.DateTime, moment.Microseconds.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Asks for resources by one of their attributes.</summary>
/// <param name="Name">Of a member of the attributes, itself and not within another one.</param>
/// <param name="AnyOf">Its value is one of these, each of a type of its own. Arrays and objects are none.</param>
[GenerateSerializer, Immutable, Alias("inventory.attribute-filter")]
public sealed record AttributeFilter(string Name, ImmutableArray<AttributeValue> AnyOf);
