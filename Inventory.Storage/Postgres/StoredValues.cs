using System.Collections.Immutable;
using System.Text;
using Inventory.Domain.Shop;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>As in <c>timestamptz</c>: microseconds since 2000; the extreme numbers are infinite.</summary>
internal static class StoredInstant
{
    private const long Year2000 = 946_684_800_000_000;

    public static long ToColumn(Instant instant) => instant.IsFinite ? instant.Microseconds - Year2000 : instant.Microseconds;

    public static long? FiniteToColumn(Instant instant) => instant.IsFinite ? ToColumn(instant) : null;

    public static Instant Instant(this NpgsqlDataReader row, int column) =>
        row.GetFieldValue<long>(column) is var raw && raw is long.MinValue or long.MaxValue ? new(raw) : new(raw + Year2000);

    /// <summary>NULL is <see cref="Instant.PlusInfinity"/>.</summary>
    public static Instant InstantOrInfinity(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? Domain.Time.Instant.PlusInfinity : row.Instant(column);
}

/// <summary>PostgreSQL cannot store NUL in a text: it becomes U+0010 and "0", and U+0010 itself becomes U+0010 and "1".</summary>
public static class StoredText
{
    private const char Escape = '\u0010';

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(['\0', Escape]);

    public static string? ToColumn(string? text) =>
        text is null || !text.AsSpan().ContainsAny(Special) ? text : text.Replace("\u0010", "\u00101", StringComparison.Ordinal).Replace("\0", "\u00100", StringComparison.Ordinal);

    public static string? ToColumn(ImmutableArray<byte> json) => json.IsDefault ? null : ToColumn(Encoding.UTF8.GetString(json.AsSpan()));

    public static string OfColumn(string column) => !column.Contains(Escape, StringComparison.Ordinal) ? column
        : column.Replace("\u00100", "\0", StringComparison.Ordinal).Replace("\u00101", "\u0010", StringComparison.Ordinal);

    public static ImmutableArray<byte> JsonOfColumn(string column) => [.. Encoding.UTF8.GetBytes(OfColumn(column))];
}
