using System.Collections.Immutable;
using System.Text.Json;
using Inventory.Contracts;

namespace Inventory.Domain;

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
        Instants.TryParse(text, out var moment) ? [AttributeValue.Of(text), AttributeValue.Of(moment)] : [AttributeValue.Of(text)];
}
