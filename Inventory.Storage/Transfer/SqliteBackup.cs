using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage.Transfer;

/// <summary>Copies a store page by page, as it is at one moment, while a service may be using it.</summary>
internal static class SqliteBackup
{
    private const int Pages = 1_024;

    /// <param name="path">The store.</param>
    /// <param name="target">The copy.</param>
    /// <param name="progress">Gets the share that is copied, from 0 to 1.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    /// <exception cref="StoreOpenException">There is no such file, or it belongs to another application or a newer version.</exception>
    public static void Copy(string path, NewFile target, Action<double> progress, CancellationToken cancellation)
    {
        Schema.RequireStore(path);
        try
        {
            using (var source = Connections.OpenReader(path))
            {
                // While this connection is inside a transaction, others may write and the copy goes on; otherwise it would begin again.
                source.Execute("BEGIN");
                source.Number("SELECT count(*) FROM sqlite_master");
                CopyPages(source, target.Part, progress, cancellation);
            }
            target.Complete();
        }
        catch (SqliteException e)
        {
            throw new StoreOpenException($"{path} cannot be copied to {target.Path} ({e.Message}).", e);
        }
    }

    private static void CopyPages(SqliteConnection source, string path, Action<double> progress, CancellationToken cancellation)
    {
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        target.Open();
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        int code;
        while ((code = raw.sqlite3_backup_step(backup, Pages)) == raw.SQLITE_OK)
        {
            cancellation.ThrowIfCancellationRequested();
            var all = Math.Max(1, raw.sqlite3_backup_pagecount(backup));
            progress(1.0 - ((double)raw.sqlite3_backup_remaining(backup) / all));
        }
        if (code != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(code, target.Handle);
        progress(1);
    }
}
