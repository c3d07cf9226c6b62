using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Inventory.Gateway.Api;

/// <summary>A position in a list, opaque to clients.</summary>
public static class Cursor
{
    private const int IdLength = 16;

    public static string Link(HttpRequest request, long position, string parameter = "cursor") => Link(request, Of(position), parameter);

    /// <summary>Where several items have the same position, in the order of their ids.</summary>
    public static string Link(HttpRequest request, long position, Guid id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + IdLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        id.TryWriteBytes(bytes[sizeof(long)..]);
        return Link(request, Base64Url.EncodeToString(bytes), "cursor");
    }

    private static string Link(HttpRequest request, string cursor, string parameter)
    {
        var query = new QueryBuilder();
        foreach (var other in new QueryStringEnumerable(request.QueryString.Value))
            if (other.DecodeName().ToString() is var name && !name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                query.Add(name, other.DecodeValue().ToString());
        query.Add(parameter, cursor);
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

    public static bool TryParse(string text, out long position, out Guid id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + IdLength];
        (position, id) = (0, Guid.Empty);
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length < bytes.Length)
            return false;
        (position, id) = (BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[sizeof(long)..]));
        return true;
    }

    public static string Of(long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }
}
