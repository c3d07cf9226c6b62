using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>
/// A prepared statement without what ADO.NET puts around it: no boxing, no parameter objects, text as UTF-8. Parameters count from 1,
/// columns from 0. For one thread at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly byte[] _utf8 = new byte[512];

    // A bit for each parameter that is not NULL: what is NULL already needs no call.
    private ulong _bound;

    private byte[] _sharedUtf8 = [];
    private string _shared = "";

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Bind(int parameter, long value)
    {
        _bound |= 1UL << parameter;
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
    }

    public void Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        _bound |= 1UL << parameter;
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8));
    }

    public void BindNull(int parameter)
    {
        var bit = 1UL << parameter;
        if ((_bound & bit) == 0)
            return;
        _bound &= ~bit;
        Check(raw.sqlite3_bind_null(_statement, parameter));
    }

    public void Bind(int parameter, Guid id)
    {
        id.TryFormat(_utf8, out var length);
        Bind(parameter, _utf8.AsSpan(0, length));
    }

    public void Bind(int parameter, string? text)
    {
        if (text is null)
            BindNull(parameter);
        else if (text.Length == 0)
            BindEmpty(parameter);
        else if (Encoding.UTF8.TryGetBytes(text, _utf8, out var length))
            Bind(parameter, _utf8.AsSpan(0, length));
        else
            Bind(parameter, Encoding.UTF8.GetBytes(text));
    }

    // Older packages make NULL of an empty span.
    private void BindEmpty(int parameter)
    {
        _bound |= 1UL << parameter;
        Check(raw.sqlite3_bind_text(_statement, parameter, ""));
    }

    /// <summary>Steps to the next row; false, and ready to be bound again, after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        Finish(code);
        return false;
    }

    /// <summary>Runs to the end, over any rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>
    /// Runs to the end; false when a unique index or primary key refused, which undoes the statement and leaves the transaction as it was.
    /// </summary>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(_statement);
        if (code != raw.SQLITE_DONE &&
            raw.sqlite3_extended_errcode(_database) is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY)
        {
            raw.sqlite3_reset(_statement);
            return false;
        }
        Finish(code);
        return true;
    }

    /// <summary>Ready to be bound again before the last row was read.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The text's bytes until the next step; empty also for NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Text in which few rows differ: where it is the same in row after row, it is one string.</summary>
    public string SharedText(int column)
    {
        var utf8 = Utf8(column);
        if (!utf8.SequenceEqual(_sharedUtf8))
        {
            _sharedUtf8 = utf8.ToArray();
            _shared = string.Intern(Encoding.UTF8.GetString(utf8));
        }
        return _shared;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private void Finish(int code)
    {
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            return;
        }
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }
}
