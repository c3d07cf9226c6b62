using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Inventory.Domain.Requests;

/// <summary>JSON Merge Patch (RFC 7396) of one object by another. All names and values keep their bytes.</summary>
public static class MergePatch
{
    /// <summary><c>default</c> is the empty object, and a patch of <c>null</c> empties the target. Returns the target itself if nothing changes.</summary>
    public static ImmutableArray<byte> Apply(ImmutableArray<byte> target, ImmutableArray<byte> patch)
    {
        using var changes = JsonDocument.Parse(patch.AsMemory());
        if (changes.RootElement.ValueKind != JsonValueKind.Object)
            return default;
        using var old = target.IsDefaultOrEmpty ? null : JsonDocument.Parse(target.AsMemory());
        var merged = new Merger();
        merged.Merge(old?.RootElement, changes.RootElement);
        return merged.IsEmpty ? default : merged.HasChanged ? [.. merged.Utf8] : target;
    }

    private sealed class Merger
    {
        private readonly ArrayBufferWriter<byte> _utf8 = new();

        public ReadOnlySpan<byte> Utf8 => _utf8.WrittenSpan;

        public bool IsEmpty => Utf8 is [(byte)'{', (byte)'}'];

        public bool HasChanged { get; private set; }

        public void Merge(JsonElement? target, JsonElement patch)
        {
            var changes = new Dictionary<string, JsonProperty>(StringComparer.Ordinal);
            foreach (var change in patch.EnumerateObject())
                changes[change.Name] = change;
            var separator = "{"u8;
            foreach (var member in target is { } old ? old.EnumerateObject() : default)
            {
                if (!changes.Remove(member.Name, out var change))
                    Put(ref separator, member, JsonMarshal.GetRawUtf8Value(member.Value));
                else if (change.Value.ValueKind == JsonValueKind.Null)
                    HasChanged = true;
                else
                    Put(ref separator, member, member.Value, change.Value);
            }
            foreach (var change in patch.EnumerateObject())
                if (change.Value.ValueKind != JsonValueKind.Null && changes.Remove(change.Name))
                    Put(ref separator, change, null, change.Value);
            _utf8.Write(separator.SequenceEqual("{"u8) ? "{}"u8 : "}"u8);
        }

        private void Put(ref ReadOnlySpan<byte> separator, JsonProperty name, JsonElement? old, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                Put(ref separator, name, default);
                HasChanged |= old?.ValueKind != JsonValueKind.Object;
                Merge(old?.ValueKind == JsonValueKind.Object ? old : null, value);
                return;
            }
            HasChanged |= old is not { } before || !JsonMarshal.GetRawUtf8Value(before).SequenceEqual(JsonMarshal.GetRawUtf8Value(value));
            Put(ref separator, name, JsonMarshal.GetRawUtf8Value(value));
        }

        private void Put(ref ReadOnlySpan<byte> separator, JsonProperty name, ReadOnlySpan<byte> value)
        {
            _utf8.Write(separator);
            separator = ","u8;
            _utf8.Write("\""u8);
            _utf8.Write(JsonMarshal.GetRawUtf8PropertyName(name));
            _utf8.Write("\":"u8);
            _utf8.Write(value);
        }
    }
}
