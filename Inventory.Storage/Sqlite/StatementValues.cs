using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Inventory.Storage.Sqlite;

/// <summary>An infinite moment and the empty JSON object are NULL; a UUID is lower-case text.</summary>
internal static class StatementValues
{
    public static void BindFinite(this Statement statement, int parameter, Instant instant)
    {
        if (instant.IsFinite)
            statement.Bind(parameter, instant.Microseconds);
        else
            statement.BindNull(parameter);
    }

    public static void BindOrNull(this Statement statement, int parameter, long? number)
    {
        if (number is { } value)
            statement.Bind(parameter, value);
        else
            statement.BindNull(parameter);
    }

    public static void BindOrNull(this Statement statement, int parameter, Guid? id)
    {
        if (id is { } value)
            statement.Bind(parameter, value);
        else
            statement.BindNull(parameter);
    }

    public static void BindJson(this Statement statement, int parameter, ImmutableArray<byte> json)
    {
        if (json.IsDefaultOrEmpty)
            statement.BindNull(parameter);
        else
            statement.Bind(parameter, json.AsSpan());
    }

    /// <summary>A UUID in upper case is damaged too: statements that search for it in lower case would not find it.</summary>
    public static Guid Id(this Statement statement, int column) =>
        statement.Utf8(column) is { Length: 36 } utf8 && Utf8Parser.TryParse(utf8, out Guid id, out _) && !utf8.ContainsAnyInRange((byte)'A', (byte)'F')
            ? id
            : throw new InvalidDataException("A UUID in the database is damaged.");

    /// <summary>For messages about a row that may be damaged.</summary>
    public static Guid IdOrEmpty(this Statement statement, int column) => Utf8Parser.TryParse(statement.Utf8(column), out Guid id, out _) ? id : Guid.Empty;

    public static Guid? IdOrNull(this Statement statement, int column) => statement.IsNull(column) ? null : statement.Id(column);

    public static string Text(this Statement statement, int column) => Encoding.UTF8.GetString(statement.Utf8(column));

    public static string? TextOrNull(this Statement statement, int column) =>
        statement.Utf8(column) is { IsEmpty: false } utf8 ? Encoding.UTF8.GetString(utf8) : statement.IsNull(column) ? null : "";

    public static ImmutableArray<byte> Json(this Statement statement, int column) =>
        statement.Utf8(column) is { IsEmpty: false } utf8 ? ImmutableCollectionsMarshal.AsImmutableArray(utf8.ToArray()) : default;
}
