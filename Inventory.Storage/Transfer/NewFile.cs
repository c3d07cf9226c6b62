using Inventory.Storage.Sqlite;

namespace Inventory.Storage.Transfer;

/// <summary>A database that is written under another name, and gets its own when it is complete.</summary>
internal sealed class NewFile : IDisposable
{
    private static readonly string[] Others = ["-wal", "-shm", "-journal"];

    private readonly DataDirectory? _directory;

    private NewFile(string path, DataDirectory? directory)
    {
        (Path, _directory) = (path, directory);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > 0 } || File.Exists(path + "-wal"))
                throw new StoreOpenException($"{path} exists already. Choose another name, or move it away.");
            Clear();
            CreatePrivate();
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
        using (var connection = Connections.OpenWriter(Part))
            connection.Execute("PRAGMA journal_mode = DELETE");
        File.Move(Part, Path, overwrite: true);
        Clear();
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        Clear();
        _directory?.Dispose();
    }

    private void CreatePrivate()
    {
        using var file = new FileStream(Part, FileMode.CreateNew, FileAccess.Write);
        // Like the store itself: it holds password hashes.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void Clear()
    {
        File.Delete(Part);
        foreach (var other in Others)
            File.Delete(Part + other);
    }
}
