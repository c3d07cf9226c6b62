using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>Avoids the cost of ADO.NET: no boxing, no parameter objects, text as UTF-8. Parameters count from 1, columns from 0. Not thread-safe.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly byte[] _utf8 = new byte[512];

    // A bit for each parameter that is not NULL: a NULL parameter needs no call.
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

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        _bound |= 1UL << parameter;
        Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));
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

    // Older packages turn an empty span into NULL.
    private void BindEmpty(int parameter)
    {
        _bound |= 1UL << parameter;
        Check(raw.sqlite3_bind_text(_statement, parameter, ""));
    }

    /// <summary>False after the last row; then the statement can be bound again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        Finish(code);
        return false;
    }

    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>The number in the only row; 0 without a row.</summary>
    public long ReadNumber()
    {
        if (!Step())
            return 0;
        var number = Number(0);
        Reset();
        return number;
    }

    public List<T> ToList<T>(Func<Statement, T> read, CancellationToken cancellation)
    {
        var items = new List<T>();
        try
        {
            while (Step())
            {
                cancellation.ThrowIfCancellationRequested();
                items.Add(read(this));
            }
        }
        finally
        {
            Reset();
        }
        return items;
    }

    /// <summary>False after a violation of a unique index or primary key, which undoes only this statement.</summary>
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

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Valid until the next step; empty for NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>For text in which few rows differ: equal neighbours share one string.</summary>
    public string SharedText(int column)
    {
        var utf8 = Utf8(column);
        if (!utf8.SequenceEqual(_sharedUtf8))
        {
            _sharedUtf8 = utf8.ToArray();
            _shared = SharedTexts.Of(Encoding.UTF8.GetString(utf8));
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
