namespace Inventory.Storage.Sqlite;

/// <summary>Held by this process alone until disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    // EAGAIN of flock on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        _lock = @lock;
        Database = DatabaseIn(path);
    }

    public string Database { get; }

    public static string DatabaseIn(string directory) => Path.Combine(directory, "inventory.db");

    /// <exception cref="StoreOpenException">The directory cannot be created or written, or another process holds it.</exception>
    public static DataDirectory Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            Create(path);
            var files = new DataDirectory(path, new(Path.Combine(path, "inventory.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            files.MakePrivate();
            return files;
        }
        catch (IOException e) when (Taken.Contains(e.HResult))
        {
            throw new StoreOpenException(
                $"The data directory {path} is in use by another process. Stop that process, or choose another directory with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                $"The data directory {path} cannot be written: {e.Message} " +
                "Give this user write permission, or choose another directory with --data.", e);
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // They hold password hashes. SQLite gives its log the permissions of the database. A directory that was there may hold more than ours: it stays as it is.
    private void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (File.Open(Database, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
        }
        foreach (var file in (string[])[_lock.Name, Database, Database + "-wal", Database + "-shm"])
            if (File.Exists(file))
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // The file stays: after a deletion, a third process could lock a new file while a second one still holds the old.
    public void Dispose() => _lock.Dispose();
}
