using CsvHelper;

namespace Inventory.Gateway.Api;

/// <summary>CSV (RFC 4180), in UTF-8. A spreadsheet would run a cell that begins with one of some characters as a formula: it gets an apostrophe (OWASP).</summary>
internal static class CsvText
{
    public const string MediaType = "text/csv";

    private const string OfFormulas = "=+-@\t\r";

    private static readonly CsvWriterOptions Safe = new() { Injection = CsvInjection.Escape };

    public static CsvWriter Writer(Stream stream) => CsvWriter.Create(stream, Safe, leaveOpen: true);

    /// <summary>Writes a text so that <see cref="Unescape"/> gets it back: one that looks as if it was escaped is escaped, too.</summary>
    public static void WriteText(this CsvWriter writer, string? text) => writer.WriteField(text is ['\'', ..] && IsFormula(text.AsSpan().TrimStart('\'')) ? $"'{text}" : text);

    public static string Unescape(string cell) => cell is ['\'', ..] && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) => text.Length > 0 && OfFormulas.Contains(text[0], StringComparison.Ordinal);
}

/// <summary>Writes rows while they are read, so that they are never all in memory. If reading fails on the way, the connection is closed: a part is not taken for the whole.</summary>
internal sealed class CsvResult(string name, IReadOnlyList<string> columns, Func<CsvWriter, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = $"{CsvText.MediaType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        await response.StartAsync(aborted);
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        await using var writer = CsvText.Writer(response.Body);
        foreach (var column in columns)
            writer.WriteText(column);
        await writer.EndRecordAsync(aborted);
        await write(writer, aborted);
        await writer.FlushAsync(aborted);
    }
}
