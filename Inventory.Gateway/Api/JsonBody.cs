using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Api;

public readonly record struct JsonBody<T>(T? Value, IdempotencyKey? Key, ProblemResult? Problem) where T : class;

public static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary><paramref name="check"/> sees the raw body and may refuse it before it is parsed.</summary>
    public static async ValueTask<JsonBody<T>> ReadAsync<T>(
        HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation, Func<ReadOnlySequence<byte>, ProblemResult?>? check = null) where T : class
    {
        if (!IsJson(http.Request))
            return new(null, null, ProblemResult.OfType(ProblemTypes.UnsupportedMediaType));
        try
        {
            var reader = http.Request.BodyReader;
            var isTooLarge = false;
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                isTooLarge |= read.Buffer.Length > MaxBytes;
                if (read.IsCompleted)
                {
                    var body = isTooLarge ? new(null, null, ProblemResult.OfType(ProblemTypes.BodyTooLarge))
                        : check?.Invoke(read.Buffer) is { } refusal ? new(null, null, refusal)
                        : Parse(http.Request, read.Buffer, type);
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }
                // A body that is too large is read to its end: closing the connection would hide the answer from a client that still sends.
                reader.AdvanceTo(isTooLarge ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException e)
        {
            return new(null, null, ProblemResult.OfType(ProblemTypes.OfStatus(e.StatusCode)));
        }
        catch (InvalidDataException)
        {
            return Malformed<T>("The body is not in the coding that Content-Encoding names.");
        }
    }

    public static JsonBody<T> Parse<T>(HttpRequest request, ReadOnlySequence<byte> body, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            var (key, problem) = IdempotencyKeyHeader.Of(request, body);
            if (problem is not null)
                return new(null, null, problem);
            return body.IsSingleSegment ? Parse(body.FirstSpan, key, type) : ParseJoined(body, key, type);
        }
        catch (JsonException e)
        {
            return Malformed<T>($"The body is not valid JSON, or a member has the wrong type: {Where(e)}.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            // The reader throws these for text that is not valid Unicode, such as a lone surrogate.
            return Malformed<T>("The body has a text that is not valid Unicode.");
        }
    }

    // A large one is in pieces, and would be garbage of the kind that is expensive to collect.
    private static JsonBody<T> ParseJoined<T>(ReadOnlySequence<byte> body, IdempotencyKey? key, JsonTypeInfo<T> type) where T : class
    {
        var joined = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(joined);
            return Parse(joined.AsSpan(0, (int)body.Length), key, type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private static JsonBody<T> Parse<T>(ReadOnlySpan<byte> utf8, IdempotencyKey? key, JsonTypeInfo<T> type) where T : class
    {
        // The reader does not validate texts that it skips, and texts of a dump are stored as they are.
        if (!Utf8.IsValid(utf8))
            return Malformed<T>("The body is not UTF-8.");
        var reader = new Utf8JsonReader(utf8);
        var value = JsonSerializer.Deserialize(ref reader, type);
        if (reader.Read() || value is null)
            return Malformed<T>("The body has to be one JSON object.");
        return new(value, key, null);
    }

    private static string Where(JsonException e) => e.Path is { Length: > 1 } path
        ? $"see {path}, line {e.LineNumber + 1}, byte {e.BytePositionInLine}"
        : $"see line {e.LineNumber + 1}, byte {e.BytePositionInLine}";

    private static bool IsJson(HttpRequest request)
    {
        if (request.ContentType is "application/json" or "application/json; charset=utf-8")
            return true;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
            && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (HttpMethods.IsPatch(request.Method) && media.MediaType.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase)))
            && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonBody<T> Malformed<T>(string detail) where T : class => new(null, null, new ProblemResult(ProblemTypes.Malformed, detail));
}
