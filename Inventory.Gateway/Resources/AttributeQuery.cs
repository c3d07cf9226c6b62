using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Gateway.Resources;

/// <summary>Reads <c>attributes.name=value</c>. The value of an undeclared attribute matches as a string, and as the number or boolean that it looks like.</summary>
internal sealed class AttributeQuery(AttributeSchema rules, Query query)
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
        if (rule is null && rules.RefusesOthers)
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
