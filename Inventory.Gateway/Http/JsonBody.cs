using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inventory.Contracts;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Http;

/// <summary>A JSON body with the request's key if it carries one, or why there is none.</summary>
public readonly record struct JsonBody<T>(T? Value, RequestKey? Key, ProblemResult? Problem) where T : class;

/// <inheritdoc cref="JsonBody{T}"/>
public static class JsonBody
{
    public static async ValueTask<JsonBody<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
    {
        if (!IsJson(http.Request.ContentType))
            return new(null, null, ProblemResult.OfType(ProblemTypes.UnsupportedMediaType));
        try
        {
            var reader = http.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                if (read.IsCompleted)
                {
                    var (key, problem) = IdempotencyKey.Of(http.Request, read.Buffer);
                    var body = problem is null ? Parse(read.Buffer, key, type) : new(null, null, problem);
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException e)
        {
            return new(null, null, ProblemResult.OfType(ProblemTypes.OfStatus(e.StatusCode)));
        }
    }

    private static JsonBody<T> Parse<T>(ReadOnlySequence<byte> body, RequestKey? key, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var value = JsonSerializer.Deserialize(ref reader, type);
            if (reader.Read() || value is null)
                return Malformed<T>("The body has to be one JSON object.");
            return new(value, key, null);
        }
        catch (JsonException e)
        {
            return Malformed<T>($"The body cannot be read as JSON of the right types: {Where(e)}.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            // What the reader throws for texts that are not Unicode, such as a lone surrogate.
            return Malformed<T>("The body has a text that is not valid Unicode.");
        }
    }

    private static string Where(JsonException e) => e.Path is { Length: > 1 } path
        ? $"see {path}, line {e.LineNumber + 1}, byte {e.BytePositionInLine}"
        : $"see line {e.LineNumber + 1}, byte {e.BytePositionInLine}";

    private static bool IsJson(string? contentType)
    {
        // The common cases, without parsing.
        if (contentType is "application/json" or "application/json; charset=utf-8")
            return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var media)
            && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonBody<T> Malformed<T>(string detail) where T : class => new(null, null, new ProblemResult(ProblemTypes.Malformed, detail));
}
