using System.Globalization;
using System.Text.Json;

namespace Inventory.Domain.Resources;

public static class AttributeValidator
{
    /// <summary>2^53 - 1, the highest integer that every JSON reader knows exactly.</summary>
    public const double LastInteger = 9_007_199_254_740_991;

    /// <returns>All errors, first those of declared attributes in the order of their declaration.</returns>
    public static ImmutableArray<AttributeError> Check(this AttributeSchema rules, ImmutableArray<byte> attributes) =>
        rules.Faults(attributes, isPatch: false);

    /// <returns>The errors that the patch makes whatever it is merged into.</returns>
    public static ImmutableArray<AttributeError> CheckPatch(this AttributeSchema rules, ImmutableArray<byte> patch) =>
        patch.AsSpan().SequenceEqual("null"u8) ? rules.Check(default) : rules.Faults(patch, isPatch: true);

    private static ImmutableArray<AttributeError> Faults(this AttributeSchema rules, ImmutableArray<byte> attributes, bool isPatch)
    {
        using var json = attributes.IsDefaultOrEmpty ? null : JsonDocument.Parse(attributes.AsMemory());
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json is null ? default : json.RootElement.EnumerateObject())
            members[member.Name] = member.Value;
        var faults = ImmutableArray.CreateBuilder<AttributeError>();
        foreach (var rule in rules.Declared)
        {
            var isNamed = members.Remove(rule.Name, out var value);
            var isMissing = isPatch ? isNamed && value.ValueKind == JsonValueKind.Null : !isNamed;
            var fault = isMissing && rule.IsRequired ? "is missing" : isNamed && !isMissing ? FaultOf(rule, value) : null;
            if (fault is not null)
                faults.Add(new(rule.Name, $"{rule.Name} {fault}."));
        }
        if (rules.RefusesOthers)
            foreach (var (name, value) in members)
                if (!isPatch || value.ValueKind != JsonValueKind.Null)
                    faults.Add(new(name, "This type has no such attribute."));
        return faults.ToImmutable();
    }

    private static string? FaultOf(AttributeDefinition rule, JsonElement value) => rule.Type switch
    {
        AttributeType.String when value.ValueKind == JsonValueKind.String => FaultOf(rule, value.GetString()!),
        AttributeType.Integer when value.ValueKind == JsonValueKind.Number && IsInteger(value.GetDouble()) =>
            FaultOf(rule, value.GetDouble()),
        AttributeType.Number when value.ValueKind == JsonValueKind.Number => FaultOf(rule, value.GetDouble()),
        AttributeType.Boolean when value.ValueKind is JsonValueKind.True or JsonValueKind.False => null,
        AttributeType.DateTime when value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(value.GetString(), out _) => null,
        AttributeType.String or AttributeType.Integer or AttributeType.Number or AttributeType.Boolean or AttributeType.DateTime =>
            Expected(rule.Type),
    };

    private static string? FaultOf(AttributeDefinition rule, string text)
    {
        if (!rule.Values.IsEmpty && !rule.Values.Contains(text, StringComparer.Ordinal))
            return $"has to be one of {string.Join(", ", rule.Values)}";
        var length = text.EnumerateRunes().Count();
        return length <= (rule.MaxLength ?? length) ? null
            : string.Create(CultureInfo.InvariantCulture, $"has {length} characters; it may have {rule.MaxLength}");
    }

    private static string? FaultOf(AttributeDefinition rule, double number) =>
        number < rule.Minimum ? string.Create(CultureInfo.InvariantCulture, $"has to be {rule.Minimum} or more")
        : number > rule.Maximum ? string.Create(CultureInfo.InvariantCulture, $"has to be {rule.Maximum} or less")
        : null;

    /// <summary>For people, as the end of a sentence.</summary>
    public static string Expected(AttributeType type) => type switch
    {
        AttributeType.String => "has to be a string",
        AttributeType.Integer => "has to be a whole number from -9007199254740991 to 9007199254740991",
        AttributeType.Number => "has to be a number",
        AttributeType.Boolean => "has to be true or false",
        AttributeType.DateTime => Rfc3339.Expected,
    };

    public static bool IsInteger(double number) => double.IsInteger(number) && Math.Abs(number) <= LastInteger;
}
