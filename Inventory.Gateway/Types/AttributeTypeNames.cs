using Inventory.Contracts;

namespace Inventory.Gateway.Types;

/// <summary>The types of attributes, as they are called in the configuration and in answers.</summary>
internal static class AttributeTypeNames
{
    private static readonly (AttributeType Type, string Name)[] All =
        [.. Enum.GetValues<AttributeType>().Select(type => (type, NameOf(type)))];

    public static string Names => string.Join(", ", All.Select(one => one.Name));

    public static AttributeType? Find(string name) =>
        All.Where(one => one.Name == name).Select(one => (AttributeType?)one.Type).FirstOrDefault();

    public static string NameOf(AttributeType type) => type switch
    {
        AttributeType.String => "string",
        AttributeType.Integer => "integer",
        AttributeType.Number => "number",
        AttributeType.Boolean => "boolean",
        AttributeType.DateTime => "date-time",
    };
}
