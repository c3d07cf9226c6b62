using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Gateway.Resources;

/// <summary>Reads <c>attributes.name=value</c>. The value of an undeclared attribute matches as a string, and as the number or boolean that it looks like.</summary>
/// <param name="rules">Of the type.</param>
/// <param name="query">Collects what is wrong.</param>
/// <param name="isPublic">Only by attributes that everybody may read.</param>
internal sealed class AttributeQuery(AttributeSchema rules, Query query, bool isPublic = false)
{
    public const string Prefix = "attributes.";

    public const int MaxFilters = 8;

    public ImmutableArray<AttributeFilter> Read(HttpRequest request)
    {
        var filters = ImmutableArray.CreateBuilder<AttributeFilter>();
        // The framework ignores the case of names; attributes do not.
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
            if (parameter.DecodeName().ToString() is var name && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                filters.Add(Filter(name, name[Prefix.Length..], parameter.DecodeValue().ToString()));
        if (filters.Count > MaxFilters)
            query.Refuse("attributes", $"has {filters.Count} filters; the limit is {MaxFilters}");
        return filters.ToImmutable();
    }

    private AttributeFilter Filter(string parameter, string name, string text)
    {
        var rule = rules.Declared.FirstOrDefault(rule => rule.Name == name);
        if (isPublic && rule?.IsPublic != true)
            query.Refuse(parameter, "is not a public attribute of this type: send a token");
        else if (rule is null && rules.RefusesOthers)
            query.Refuse(parameter, "is not an attribute of this type");
        return new(name, rule is null ? Candidates(text) : Declared(rule.Type, text, parameter) is { } value ? [value] : []);
    }

    private AttributeValue? Declared(AttributeType type, string text, string parameter)
    {
        AttributeValue? value = type switch
        {
            AttributeType.String => AttributeValue.Of(text),
            AttributeType.Integer => Number(text) is { } number && AttributeValidator.IsInteger(number) ? AttributeValue.Of(number) : null,
            AttributeType.Number => Number(text) is { } number ? AttributeValue.Of(number) : null,
            AttributeType.Boolean => Boolean(text) is { } flag ? AttributeValue.Of(flag) : null,
            AttributeType.DateTime => Rfc3339.TryParse(text.Replace(' ', '+'), out var moment) ? AttributeValue.Of(moment) : null,
        };
        if (value is null)
            query.Refuse(parameter, AttributeValidator.Expected(type));
        return value;
    }

    /// <summary>Reads the member <c>attributes</c> of a body: names, and the values that they have to have.</summary>
    /// <param name="rules">Of the type.</param>
    /// <param name="attributes">An object, or nothing.</param>
    /// <param name="pointer">Of the object.</param>
    /// <param name="faults">What is wrong.</param>
    public static ImmutableArray<AttributeFilter> Read(AttributeSchema rules, JsonElement attributes, string pointer, List<ValidationError> faults)
    {
        if (attributes.ValueKind != JsonValueKind.Object)
            return [];
        if (attributes.GetPropertyCount() > MaxFilters)
            faults.Add(ValidationError.Member(pointer, $"{pointer} has {attributes.GetPropertyCount()} members; the limit is {MaxFilters}."));
        var filters = ImmutableArray.CreateBuilder<AttributeFilter>();
        foreach (var member in attributes.EnumerateObject().Take(MaxFilters))
        {
            var rule = rules.Declared.FirstOrDefault(rule => rule.Name == member.Name);
            var values = member.Value.ValueKind is JsonValueKind.String && rule?.Type == AttributeType.DateTime && Rfc3339.TryParse(member.Value.GetString()!, out var moment)
                ? [AttributeValue.Of(moment)] : AttributeValues.Of(member.Value);
            if (values.IsEmpty)
                faults.Add(ValidationError.Attribute(pointer, new(member.Name, "An attribute to look for has to be a text, a number, true or false.")));
            else if (rule is null && rules.RefusesOthers)
                faults.Add(ValidationError.Attribute(pointer, new(member.Name, $"{member.Name} is not an attribute of this type.")));
            filters.Add(new(member.Name, values));
        }
        return filters.ToImmutable();
    }

    private static ImmutableArray<AttributeValue> Candidates(string text)
    {
        var candidates = ImmutableArray.Create(AttributeValue.Of(text));
        return Number(text) is { } number ? candidates.Add(AttributeValue.Of(number))
            : Boolean(text) is { } flag ? candidates.Add(AttributeValue.Of(flag))
            : candidates;
    }

    private static double? Number(string text)
    {
        const NumberStyles AsInJson = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, AsInJson, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static bool? Boolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}
