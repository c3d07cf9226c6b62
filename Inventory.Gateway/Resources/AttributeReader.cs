using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Resources;

internal sealed partial class AttributeReader(ResourceTypeOptions options)
{
    private const int MaxAttributes = 100;

    public AttributeSchema Read()
    {
        if (options.OtherAttributes is not ("keep" or "refuse"))
            throw Fault($"OtherAttributes is \"{options.OtherAttributes}\", but can only be keep or refuse");
        if (options.Attributes.Count > MaxAttributes)
            throw Fault($"there are {options.Attributes.Count}; the limit is {MaxAttributes}");
        var declared = options.Attributes.Select(Read).ToImmutableArray();
        if (declared.CountBy(rule => rule.Name).FirstOrDefault(one => one.Value > 1) is { Key: { } twice })
            throw Fault($"\"{twice}\" is declared twice");
        return new(declared, RefusesOthers: options.OtherAttributes == "refuse");
    }

    private AttributeDefinition Read(AttributeOptions attribute)
    {
        if (!NamePattern().IsMatch(attribute.Name))
            throw Fault($"the name \"{attribute.Name}\" has to be 1 to 50 letters, digits, _, - or .");
        var type = AttributeTypeNames.Find(attribute.Type)
            ?? throw Fault($"the type \"{attribute.Type}\" of {attribute.Name} has to be one of {AttributeTypeNames.Names}");
        var rule = new AttributeDefinition
        {
            Name = attribute.Name,
            Type = type,
            IsRequired = Flag(attribute.Required, "Required", attribute.Name),
            IsPublic = Flag(attribute.Public, "Public", attribute.Name),
            Values = [.. attribute.Values],
        };
        return Limited(attribute, rule);
    }

    private AttributeDefinition Limited(AttributeOptions attribute, AttributeDefinition rule)
    {
        var (name, type) = (rule.Name, rule.Type);
        if (type != AttributeType.String && (rule.Values.Length > 0 || attribute.MaxLength is not null))
            throw Fault($"{name} has Values or a MaxLength, which only a string can have");
        if (type is not (AttributeType.Integer or AttributeType.Number) && (attribute.Minimum ?? attribute.Maximum) is not null)
            throw Fault($"{name} has a Minimum or a Maximum, which only an integer or a number can have");
        if (rule.Values.Distinct(StringComparer.Ordinal).Count() < rule.Values.Length)
            throw Fault($"{name} has a value twice");
        var (maxLength, minimum, maximum) = (Length(attribute), Bound(attribute.Minimum, name), Bound(attribute.Maximum, name));
        if (rule.Values.FirstOrDefault(value => value.EnumerateRunes().Count() > maxLength) is { } tooLong)
            throw Fault($"the value \"{tooLong}\" of {name} is longer than its MaxLength");
        if (minimum > maximum)
            throw Fault($"the Minimum {attribute.Minimum} of {name} is above its Maximum {attribute.Maximum}");
        return rule with { MaxLength = maxLength, Minimum = minimum, Maximum = maximum };
    }

    private bool Flag(string text, string setting, string name) =>
        bool.TryParse(text, out var flag) ? flag : throw Fault($"{setting} of {name} is \"{text}\", but can only be true or false");

    private int? Length(AttributeOptions attribute) =>
        attribute.MaxLength is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= Limits.JsonBytes
        ? length
        : throw Fault($"the MaxLength \"{text}\" of {attribute.Name} has to be from 1 to {Limits.JsonBytes}");

    private double? Bound(string? text, string name) =>
        text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound) ? bound
        : throw Fault($"the Minimum or Maximum \"{text}\" of {name} has to be a number");

    private OptionsValidationException Fault(string what) => InvalidOptions.Because($"Inventory:Types: the attributes of {options.Name}: {what}.");

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,50}$")]
    private static partial Regex NamePattern();
}
