using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Gateway.Api;

public static class FormBody
{
    public static readonly string[] ContentTypes = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

    private const int MaxFields = 100;

    public static ValueTask<JsonBody<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class =>
        http.Request.HasFormContentType ? ReadFormAsync(http, type, cancellation) : JsonBody.ReadAsync(http, type, cancellation);

    private static async ValueTask<JsonBody<T>> ReadFormAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
    {
        if (http.Request.ContentLength > JsonBody.MaxBytes)
            return new(null, null, ProblemResult.OfType(ProblemTypes.BodyTooLarge));
        // Fields that come in chunks have no length beforehand.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = JsonBody.MaxBytes;
        try
        {
            var options = new FormOptions { ValueCountLimit = MaxFields, ValueLengthLimit = JsonBody.MaxBytes, MultipartBodyLengthLimit = JsonBody.MaxBytes };
            var form = await http.Request.ReadFormAsync(options, cancellation);
            var json = ToJson(form);
            var (key, problem) = IdempotencyKeyHeader.Of(http.Request, new(json));
            return problem is null ? new(JsonSerializer.Deserialize(json, Fields<T>.TypeOf(type)), key, null) : new(null, null, problem);
        }
        catch (BadHttpRequestException e)
        {
            return new(null, null, ProblemResult.OfType(ProblemTypes.OfStatus(e.StatusCode)));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or IOException or ArgumentException)
        {
            return new(null, null, new ProblemResult(ProblemTypes.Malformed, "The form cannot be read: it is malformed or too long, or a field occurs twice."));
        }
    }

    /// <summary>All fields of a form are texts, those of numbers and booleans too.</summary>
    private static class Fields<T>
    {
        private static JsonTypeInfo<T>? _type;

        public static JsonTypeInfo<T> TypeOf(JsonTypeInfo<T> type) => _type ??= (JsonTypeInfo<T>)new JsonSerializerOptions(type.Options)
        {
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            Converters = { new BooleanTextConverter() },
        }.GetTypeInfo(typeof(T));
    }

    private sealed class BooleanTextConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            bool.TryParse(reader.GetString(), out var value) ? value : throw new JsonException("A field has to be true or false.");

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private static byte[] ToJson(IFormCollection form)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var (name, values) in form)
            foreach (var value in values)
                writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
