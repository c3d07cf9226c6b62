using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inventory.Gateway.Api;

/// <summary>Writes the whole body with its length, so the response is not chunked.</summary>
public static class ApiResponse
{
    private const int MaxReusedBytes = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write<T>(HttpResponse response, int status, string contentType, T value, JsonTypeInfo<T> type)
    {
        var buffer = Serialize(value, type);
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
    }

    public static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => Serialize(value, type).WrittenSpan.ToArray();

    private static ArrayBufferWriter<byte> Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        if (_buffer is null || _writer is null || _buffer.Capacity > MaxReusedBytes)
        {
            _buffer = new ArrayBufferWriter<byte>(1024);
            // Responses are not embedded in HTML, so texts need no escaping for it.
            _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        JsonSerializer.Serialize(_writer, value, type);
        _writer.Flush();
        return _buffer;
    }
}
