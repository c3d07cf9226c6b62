namespace Inventory.Storage.Sqlite;

/// <summary>The directory of the database, held for this process alone until disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    // EAGAIN of flock on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        _lock = @lock;
        Database = Path.Combine(path, "inventory.db");
    }

    /// <summary>The path of the database file.</summary>
    public string Database { get; }

    /// <exception cref="StoreOpenException">It cannot be made or written, or another process has it.</exception>
    public static DataDirectory Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
            return new(path, new(Path.Combine(path, "inventory.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Taken.Contains(e.HResult))
        {
            throw new StoreOpenException(
                $"The data directory {path} is in use by another process. Stop that one, or choose another directory with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                $"The data directory {path} cannot be written: {e.Message} " +
                "Give this user the right to write there, or choose another directory with --data.", e);
        }
    }

    // The file stays: to delete it would let a third process lock a new one while a second still holds the old.
    public void Dispose() => _lock.Dispose();
}
