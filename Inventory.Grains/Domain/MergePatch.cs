using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Inventory.Domain;

/// <summary>JSON Merge Patch, RFC 7396, of one object by another.</summary>
public static class MergePatch
{
    /// <param name="target">A JSON object in UTF-8; <c>default</c> is the empty one.</param>
    /// <param name="patch">A JSON object in UTF-8, or <c>null</c>, which empties the target.</param>
    /// <returns>The patched object; <c>default</c> when nothing is left.</returns>
    public static ImmutableArray<byte> Apply(ImmutableArray<byte> target, ImmutableArray<byte> patch)
    {
        if (JsonNode.Parse(patch.AsSpan()) is not JsonObject changes)
            return default;
        var merged = target.IsDefaultOrEmpty ? new JsonObject() : (JsonObject)JsonNode.Parse(target.AsSpan())!;
        Merge(merged, changes);
        return merged.Count == 0 ? default : [.. JsonSerializer.SerializeToUtf8Bytes(merged, JsonText.AsGiven)];
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner)
            {
                if (target[name] is not JsonObject into)
                    target[name] = into = [];
                Merge(into, inner);
            }
            else
                target[name] = value.DeepClone();
        }
    }
}
