using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Gateway.Api;

/// <summary>A position in a list, opaque to clients.</summary>
public static class Cursor
{
    public static string Link(HttpRequest request, long position, string parameter = "cursor")
    {
        var query = new QueryBuilder();
        foreach (var other in new QueryStringEnumerable(request.QueryString.Value))
            if (other.DecodeName().ToString() is var name && !name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                query.Add(name, other.DecodeValue().ToString());
        query.Add(parameter, Of(position));
        return $"<{request.Path}{query}>; rel=\"next\"";
    }

    public static bool TryParse(string text, out long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        position = 0;
        if (text.Length != Base64Url.GetEncodedLength(sizeof(long)) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length < sizeof(long))
            return false;
        position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return true;
    }

    public static string Of(long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }
}
