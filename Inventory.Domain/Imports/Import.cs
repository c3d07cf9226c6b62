using Inventory.Domain.Requests;

namespace Inventory.Domain.Imports;

/// <summary>A file of rows that become resources or allocations, or are only judged.</summary>
[GenerateSerializer, Immutable, Alias("inventory.import")]
public sealed record Import
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The name of the type of resources.</summary>
    [Id(1)]
    public required string ResourceType { get; init; }

    [Id(2)]
    public required ImportKind Kind { get; init; }

    /// <summary>Nothing is applied.</summary>
    [Id(3)]
    public required bool IsCheck { get; init; }

    /// <summary>The header of the file.</summary>
    [Id(4)]
    public required ImmutableArray<string> Columns { get; init; }

    [Id(5)]
    public required Instant Created { get; init; }

    /// <summary>Who asks; <c>null</c> for an operator without a name.</summary>
    [Id(6)]
    public Caller? RequestedBy { get; init; }

    [Id(7)]
    public ImportStatus Status { get; init; } = ImportStatus.Receiving;

    /// <summary>Of the file, without the header.</summary>
    [Id(8)]
    public long Rows { get; init; }

    /// <summary>The rows are stored in so many.</summary>
    [Id(9)]
    public int Chunks { get; init; }

    /// <summary>Chunks before it are complete and counted.</summary>
    [Id(10)]
    public int NextChunk { get; init; }

    /// <summary>Rows that took effect; of a check, that would.</summary>
    [Id(11)]
    public long Applied { get; init; }

    [Id(12)]
    public long Refused { get; init; }

    [Id(13)]
    public Instant? Ended { get; init; }

    /// <summary>When it began to run, or rows were last counted.</summary>
    [Id(14)]
    public Instant? Progressed { get; init; }

    public bool IsEnded => Status is ImportStatus.Done or ImportStatus.Stopped;

    /// <summary>The same row has the same key in every attempt. No client's key looks like this: a header has no line feed.</summary>
    public IdempotencyKey KeyOf(ImportRow row) => new($"import\n{Id}/{row.Line}", row.Line);

    /// <summary>Of the allocation of a row, in every attempt: that of the import, with the line in place of its last 40 bits.</summary>
    public Guid IdOf(ImportRow row)
    {
        Span<byte> bytes = stackalloc byte[16];
        Id.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var (n, left) = (15, row.Line); n >= 11; (n, left) = (n - 1, left >> 8))
            bytes[n] = (byte)(left & 0xff);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Rows that are not counted may have taken effect so long ago that their keys are forgotten.</summary>
    public bool HasForgottenKeys(Instant now, TimeSpan retention) => !IsCheck && Progressed is { } last && !RetentionPeriod.Contains(last, now, retention / 2);

    public Import Complete(IReadOnlyCollection<ImportChunkState> chunks, Instant now) => this with
    {
        NextChunk = NextChunk + chunks.Count,
        Applied = Applied + chunks.Sum(chunk => chunk.Applied!.Value),
        Refused = Refused + chunks.Sum(chunk => chunk.Refused.Length),
        Progressed = now,
    };

    /// <summary>A check remembers what it has found: after a crash it starts again, which does no harm.</summary>
    public Import Restart() => IsCheck ? this with { NextChunk = 0, Applied = 0, Refused = 0 } : this;
}

public enum ImportKind
{
    Resources = 1,
    Allocations = 2,
}

public enum ImportStatus
{
    /// <summary>The file is not complete yet. Callers cannot see it.</summary>
    Receiving = 1,

    Running = 2,
    Done = 3,
    Stopped = 4,
}

[GenerateSerializer, Alias("inventory.import-state")]
public sealed record ImportState
{
    [Id(0)]
    public Import? Import { get; init; }
}
