using System.Text;
using System.Text.Json.Nodes;

namespace Inventory.Gateway.Resources;

public static class PublicAttributes
{
    /// <summary>What callers without a token may read.</summary>
    public static Resource PublicPartOf(this AttributeSchema rules, Resource resource)
    {
        if (resource.Attributes.IsDefaultOrEmpty)
            return resource;
        var shown = new JsonObject();
        var attributes = (JsonObject)JsonNode.Parse(resource.Attributes.AsSpan())!;
        foreach (var rule in rules.Declared.Where(rule => rule.IsPublic && attributes.ContainsKey(rule.Name)))
            shown[rule.Name] = attributes[rule.Name]?.DeepClone();
        return resource with { Attributes = [.. Encoding.UTF8.GetBytes(shown.ToJsonString())] };
    }
}
