using Inventory.Storage.Sqlite;

namespace Inventory.Storage.Transfer;

/// <summary>A database that is written under another name, and gets its own when it is complete. It may replace an older one, with whose contents it begins.</summary>
internal sealed class NewFile : IDisposable
{
    private static readonly string[] Others = ["-wal", "-shm", "-journal"];

    private readonly DataDirectory? _directory;

    private NewFile(string path, DataDirectory? directory, bool replaces = false)
    {
        (Path, _directory) = (path, directory);
        try
        {
            if (!replaces && (new FileInfo(path) is { Exists: true, Length: > 0 } || File.Exists(path + "-wal")))
                throw new StoreOpenException($"{path} exists already. Choose another name, or move it away.");
            Clear();
            CreatePrivate(replaces && File.Exists(path) ? path : null);
        }
        catch (Exception e)
        {
            _directory?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new StoreOpenException($"{path} cannot be written ({e.Message}).", e);
            throw;
        }
    }

    public string Path { get; }

    public string Part => Path + ".part";

    /// <exception cref="StoreOpenException">It exists, or cannot be made.</exception>
    public static NewFile At(string path) => new(System.IO.Path.GetFullPath(path), null);

    /// <exception cref="StoreOpenException">It cannot be made.</exception>
    public static NewFile Replacing(string path) => new(System.IO.Path.GetFullPath(path), null, replaces: true);

    /// <summary>The database of a data directory, which this process holds until the file is complete.</summary>
    /// <exception cref="StoreOpenException">It exists, or cannot be made.</exception>
    public static NewFile In(string directory)
    {
        var held = DataDirectory.Open(directory);
        return new(held.Database, held);
    }

    /// <summary>Makes it one file, which stays one when it is read: a store has a WAL again when it is opened.</summary>
    public void Complete()
    {
        MakeOne(Part);
        File.Move(Part, Path, overwrite: true);
        // SQLite syncs the directory for this, and so the new name: nobody deletes the original of a copy that a power loss takes away.
        MakeOne(Path);
        Clear();
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        Clear();
        _directory?.Dispose();
    }

    private static void MakeOne(string path)
    {
        using var connection = Connections.OpenWriter(path);
        connection.Execute("PRAGMA journal_mode = DELETE");
    }

    private void CreatePrivate(string? begin)
    {
        using var file = new FileStream(Part, FileMode.CreateNew, FileAccess.Write);
        // Like the store itself: it holds password hashes.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (begin is null)
            return;
        // A process may have ended before it was one.
        if (File.Exists(begin + "-wal"))
            MakeOne(begin);
        using var old = File.OpenRead(begin);
        old.CopyTo(file);
    }

    private void Clear()
    {
        File.Delete(Part);
        foreach (var other in Others)
            File.Delete(Part + other);
    }
}
