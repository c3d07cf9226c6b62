using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Unicode;
using CsvHelper;
using Inventory.Domain.Imports;
using Inventory.Gateway.Resources;
using Inventory.Grains.Imports;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Imports;

/// <summary>Stores the rows of a file while it arrives. A fault of the file as a whole refuses all of it.</summary>
internal sealed class ImportUpload(IGrainFactory grains, ResourceType type, Import draft)
{
    public const string Example = "resource,from_datetime,to_datetime,allocation_type,description,reference\r\nCar1,2026-12-01T10:00:00Z,2026-12-01T12:00:00Z,booking,,4711\r\n";

    private const int RowsOfChunk = 1_000;
    private const int CharsOfChunk = 1024 * 1024;
    private const int ChunksAtOnce = 4;
    private const int MaxRecord = 1024 * 1024;

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRecord,
        DetectSeparatorHint = false,
        IncludeValuesInExceptions = false,
    };

    private readonly List<ImportRow> _rows = [];
    private readonly Queue<Task> _stored = new();
    private int _chunks;
    private int _chars;

    public static ProblemResult? RefuseType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var media) && media.MediaType.Equals(CsvText.MediaType, StringComparison.OrdinalIgnoreCase)
            && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? null : new(ProblemTypes.UnsupportedMediaType, "Send text/csv, in UTF-8.");

    /// <returns>The fingerprint of the file, or why it is refused.</returns>
    public async Task<(long Fingerprint, ProblemResult? Problem)> StoreAsync(Stream body, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var hashed = new HashedStream(body, hash);
        await using var csv = CsvReader.Create(hashed, Strict);
        try
        {
            await csv.ReadHeaderAsync(cancellation);
            string[] names = [.. csv.Headers.Select(name => name.Trim())];
            var (columns, faults) = ImportColumns.Of(names, draft.Kind);
            if (faults.Count > 0) return (0, ProblemResult.Invalid(faults));

            await grains.GetImport(draft.Id).Begin(draft with { Columns = [.. names] });
            if (await StoreAsync(csv, new(type, draft.Kind, columns, names.Length), cancellation) is { } problem) return (0, problem);
            await Task.WhenAll(_stored);
        }
        catch (CsvFormatException e)
        {
            return (0, new(ProblemTypes.Malformed, $"Line {Math.Max(1, e.LineNumber)}: {e.Message}"));
        }
        catch (InvalidDataException)
        {
            return (0, new(ProblemTypes.Malformed, "The body is not in the coding that Content-Encoding names."));
        }
        finally
        {
            // What is under way would be stored after all of it is discarded.
            await Task.WhenAll(_stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return (BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset()), null);
    }

    private async Task<ProblemResult?> StoreAsync(CsvReader csv, ImportRows rows, CancellationToken cancellation)
    {
        while (await csv.ReadAsync(cancellation))
        {
            if (!Utf8.IsValid(csv.RawRecord))
                return new(ProblemTypes.Malformed, $"Line {csv.LineNumber}: this is not UTF-8.");
            var cells = ImmutableArray.CreateBuilder<string>(csv.FieldCount);
            for (var i = 0; i < csv.FieldCount; i++)
                cells.Add(CsvText.Unescape(csv.GetString(i)));
            _chars += csv.RawRecord.Length;
            _rows.Add(rows.Read(csv.LineNumber, cells.DrainToImmutable()));
            if (_rows.Count == RowsOfChunk || _chars >= CharsOfChunk)
                await FlushAsync();
        }
        if (_rows.Count > 0)
            await FlushAsync();
        return null;
    }

    private async Task FlushAsync()
    {
        // The next rows are read while these become durable.
        if (_stored.Count == ChunksAtOnce)
            await _stored.Dequeue();
        _stored.Enqueue(grains.GetImport(draft.Id).Append(_chunks++, [.. _rows]));
        _rows.Clear();
        _chars = 0;
    }
}
