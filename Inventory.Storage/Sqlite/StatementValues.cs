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

    public static Guid Id(this Statement statement, int column) =>
        Utf8Parser.TryParse(statement.Utf8(column), out Guid id, out _)
            ? id
            : throw new InvalidDataException("A UUID in the database is damaged.");

    public static Guid? IdOrNull(this Statement statement, int column) => statement.IsNull(column) ? null : statement.Id(column);

    public static string Text(this Statement statement, int column) => Encoding.UTF8.GetString(statement.Utf8(column));

    public static string? TextOrNull(this Statement statement, int column) =>
        statement.Utf8(column) is { IsEmpty: false } utf8 ? Encoding.UTF8.GetString(utf8) : statement.IsNull(column) ? null : "";

    public static ImmutableArray<byte> Json(this Statement statement, int column) =>
        statement.Utf8(column) is { IsEmpty: false } utf8 ? ImmutableCollectionsMarshal.AsImmutableArray(utf8.ToArray()) : default;
}
